package dev.rumbo.simulator;

import dev.rumbo.trips.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The body of a post as phones send it: written by hand, since a load run spends most of its time here. */
final class PositionsJson {

    private PositionsJson() {}

    static byte[] write(List<Position> positions, boolean gzip) {
        StringBuilder json = new StringBuilder(32 + 140 * positions.size()).append("{\"positions\":[");
        for (int i = 0; i < positions.size(); i++) {
            Position position = positions.get(i);
            json.append(i == 0 ? "{\"time\":\"" : ",{\"time\":\"").append(position.time());
            json.append("\",\"lat\":").append(DriveCsv.decimal(position.latitudeE7(), 7));
            json.append(",\"lon\":").append(DriveCsv.decimal(position.longitudeE7(), 7));
            optional(json, ",\"speed\":", position.speedCentimetersPerSecond(), 2);
            optional(json, ",\"course\":", position.courseDecidegrees(), 1);
            optional(json, ",\"altitude\":", position.altitudeDecimeters(), 1);
            optional(json, ",\"accuracy\":", position.accuracyDecimeters(), 1);
            json.append('}');
        }
        byte[] plain = json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        return gzip ? compressed(plain) : plain;
    }

    private static void optional(StringBuilder json, String name, int value, int decimals) {
        if (value != Position.ABSENT) {
            json.append(name).append(DriveCsv.decimal(value, decimals));
        }
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
