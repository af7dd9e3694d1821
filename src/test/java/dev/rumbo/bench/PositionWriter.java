package dev.rumbo.bench;

import dev.rumbo.trips.Position;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Writes the body of a post digit by digit, so that the load generator leaves the cores to the server. */
final class PositionWriter {

    private static final byte[] START = ascii("{\"positions\":[");
    private static final byte[] TIME = ascii("{\"time\":\"");
    private static final byte[] LATITUDE = ascii("\",\"lat\":");
    private static final byte[] LONGITUDE = ascii(",\"lon\":");
    private static final byte[] SPEED = ascii(",\"speed\":");
    private static final byte[] COURSE = ascii(",\"course\":");
    private static final byte[] ALTITUDE = ascii(",\"altitude\":");
    private static final byte[] ACCURACY = ascii(",\"accuracy\":");

    private byte[] out = new byte[0];
    private int at;

    /** The length of what it wrote to the start of {@code target}. */
    int write(Iterator<Position> positions, int size, byte[] target) {
        out = target;
        at = 0;
        put(START);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out[at++] = ',';
            }
            put(positions.next());
        }
        out[at++] = ']';
        out[at++] = '}';
        return at;
    }

    private void put(Position position) {
        put(TIME);
        time(position.timeMillis());
        put(LATITUDE);
        decimal(position.latitudeE7(), 7);
        put(LONGITUDE);
        decimal(position.longitudeE7(), 7);
        optional(SPEED, position.speedCentimetersPerSecond(), 2);
        optional(COURSE, position.courseDecidegrees(), 1);
        optional(ALTITUDE, position.altitudeDecimeters(), 1);
        optional(ACCURACY, position.accuracyDecimeters(), 1);
        out[at++] = '}';
    }

    private void optional(byte[] name, int value, int decimals) {
        if (value != Position.ABSENT) {
            put(name);
            decimal(value, decimals);
        }
    }

    /** The date by Howard Hinnant's civil_from_days, for years from 1970. */
    private void time(long millis) {
        long days = Math.floorDiv(millis, 86_400_000L) + 719_468;
        int ofDay = (int) Math.floorMod(millis, 86_400_000L);
        int era = (int) (days / 146_097);
        int dayOfEra = (int) (days % 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        number(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4, '-');
        number(month, 2, '-');
        number(dayOfYear - (153 * march + 2) / 5 + 1, 2, 'T');
        number(ofDay / 3_600_000, 2, ':');
        number(ofDay / 60_000 % 60, 2, ':');
        number(ofDay / 1_000 % 60, 2, '.');
        number(ofDay % 1_000, 3, 'Z');
    }

    private void number(int value, int digits, char after) {
        digits(value, digits);
        out[at++] = (byte) after;
    }

    private void digits(int value, int digits) {
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        at += digits;
    }

    private void decimal(int value, int decimals) {
        if (value < 0) {
            out[at++] = '-';
        }
        int unit = decimals == 7 ? 10_000_000 : decimals == 2 ? 100 : 10;
        int whole = Math.abs(value) / unit;
        int digits = 1;
        for (int rest = whole / 10; rest > 0; rest /= 10) {
            digits++;
        }
        digits(whole, digits);
        out[at++] = '.';
        digits(Math.abs(value) % unit, decimals);
    }

    private void put(byte[] text) {
        System.arraycopy(text, 0, out, at, text.length);
        at += text.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
