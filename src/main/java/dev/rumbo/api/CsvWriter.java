package dev.rumbo.api;

import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Positions as comma-separated values of RFC 4180, trips and stops alike.
 *
 * <p>Every cell is a time or a number that was written here, never a text that somebody sent, so that no cell can be taken
 * for a formula and none needs quotes.
 */
public final class CsvWriter implements Formats.Writer {

    private static final String HEADER = "time,lat,lon,speed,course,altitude,accuracy";
    private static final String LINE_END = "\r\n";

    private final Writer out;

    public CsvWriter(OutputStream stream) throws IOException {
        out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        out.write(HEADER + LINE_END);
    }

    @Override
    public void trip(Trip trip, Track route) {
        rows(route);
    }

    @Override
    public void outside(Track part) {
        rows(part);
    }

    @Override
    public void close() {
        try {
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void rows(Track track) {
        try {
            for (int i = 0; i < track.size(); i++) {
                out.write(Instant.ofEpochMilli(track.timeMillis(i)).toString());
                cell(Wire.degrees(track.latitudeE7(i)));
                cell(Wire.degrees(track.longitudeE7(i)));
                cell(Wire.optional(track.speedCentimetersPerSecond(i), 2));
                cell(Wire.optional(track.courseDecidegrees(i), 1));
                cell(Wire.optional(track.altitudeDecimeters(i), 1));
                cell(Wire.optional(track.accuracyDecimeters(i), 1));
                out.write(LINE_END);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void cell(@Nullable BigDecimal number) throws IOException {
        out.write(',');
        if (number != null) {
            out.write(number.toPlainString());
        }
    }
}
