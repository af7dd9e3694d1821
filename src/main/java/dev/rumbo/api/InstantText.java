package dev.rumbo.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes instants as {@link Instant#toString} does, without its formatter: with six of them in each trip that took two fifths of writing
 * a list of trips.
 */
@Singleton
class InstantText implements ObjectMapperCustomizer {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int LAST_SHORT_YEAR = 9_999;

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("instant-text")
                .addSerializer(Instant.class, new StdSerializer<>(Instant.class) {
                    @Override
                    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        json.writeString(write(value));
                    }
                }));
    }

    /** After Quarkus has registered Jackson's own way. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    static String write(Instant instant) {
        int nanos = instant.getNano();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY));
        if (nanos % NANOS_PER_MILLI != 0 || date.getYear() < 0 || date.getYear() > LAST_SHORT_YEAR) {
            return instant.toString();
        }
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
        byte[] text = new byte[nanos == 0 ? "0000-00-00T00:00:00Z".length() : "0000-00-00T00:00:00.000Z".length()];
        put(text, 0, 4, date.getYear());
        text[4] = '-';
        put(text, 5, 2, date.getMonthValue());
        text[7] = '-';
        put(text, 8, 2, date.getDayOfMonth());
        text[10] = 'T';
        put(text, 11, 2, second / SECONDS_PER_HOUR);
        text[13] = ':';
        put(text, 14, 2, second / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE);
        text[16] = ':';
        put(text, 17, 2, second % SECONDS_PER_MINUTE);
        if (nanos != 0) {
            text[19] = '.';
            put(text, 20, 3, nanos / NANOS_PER_MILLI);
        }
        text[text.length - 1] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] text, int from, int digits, int number) {
        int rest = number;
        for (int at = from + digits - 1; at >= from; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
