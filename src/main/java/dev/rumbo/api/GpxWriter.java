package dev.rumbo.api;

import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * GPX 1.1: a track for each trip, and one of type {@code stop} for each run of positions outside trips. A track that goes on from the
 * one before it says so in its extensions, and where recording broke off a new segment begins: so that what reads it finds breaks
 * where there were some.
 *
 * <p>Speed and course, which GPX 1.1 lost, are in Garmin's TrackPointExtension v2, which most programs read; accuracy is in an extension of
 * our own.
 */
final class GpxWriter implements Formats.Writer {

    private static final String GPX = "http://www.topografix.com/GPX/1/1";
    private static final String EXTENSION = "http://www.garmin.com/xmlschemas/TrackPointExtension/v2";

    /** Of what GPX has no word for. */
    private static final String OWN = "urn:rumbo:gpx";

    private final XMLStreamWriter xml;
    private final Corrections borders;
    private boolean outside;
    private long lastMillis = Long.MIN_VALUE;

    /** @param borders where recording broke off */
    GpxWriter(OutputStream stream, Corrections borders) throws IOException {
        this.borders = borders;
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(stream, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("gpx");
            xml.writeDefaultNamespace(GPX);
            xml.writeNamespace("gpxtpx", EXTENSION);
            xml.writeNamespace("rumbo", OWN);
            xml.writeAttribute("version", "1.1");
            xml.writeAttribute("creator", "Rumbo");
        } catch (XMLStreamException failure) {
            throw new IOException(failure);
        }
    }

    @Override
    public void trip(Trip trip, Track route) {
        write(() -> {
            endOutside();
            startTrack(trip.edits().name().isEmpty() ? trip.id() : trip.edits().name(), "trip", route);
            points(route);
            endTrack();
        });
    }

    @Override
    public void outside(Track part) {
        write(() -> {
            if (!outside) {
                outside = true;
                startTrack("Outside trips", "stop", part);
            }
            points(part);
        });
    }

    @Override
    public void close() {
        write(() -> {
            endOutside();
            xml.writeEndDocument();
            xml.flush();
        });
    }

    private void endOutside() throws XMLStreamException {
        if (outside) {
            outside = false;
            endTrack();
        }
    }

    private void startTrack(String name, String type, Track track) throws XMLStreamException {
        xml.writeStartElement("trk");
        element("name", name);
        element("type", type);
        boolean begins = lastMillis == Long.MIN_VALUE || track.isEmpty() || breaksBefore(track.timeMillis(0));
        if (!begins) {
            xml.writeStartElement("extensions");
            xml.writeEmptyElement("rumbo:continues");
            xml.writeEndElement();
        }
        lastMillis = Long.MIN_VALUE;
        xml.writeStartElement("trkseg");
    }

    private boolean breaksBefore(long millis) {
        return borders.breakOffBetween(lastMillis, millis);
    }

    private void endTrack() throws XMLStreamException {
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void points(Track track) throws XMLStreamException {
        for (int i = 0; i < track.size(); i++) {
            if (lastMillis != Long.MIN_VALUE && breaksBefore(track.timeMillis(i))) {
                xml.writeEndElement();
                xml.writeStartElement("trkseg");
            }
            lastMillis = track.timeMillis(i);
            xml.writeStartElement("trkpt");
            xml.writeAttribute("lat", Wire.degrees(track.latitudeE7(i)).toPlainString());
            xml.writeAttribute("lon", Wire.degrees(track.longitudeE7(i)).toPlainString());
            optional("ele", Wire.optional(track.altitudeDecimeters(i), 1));
            element("time", Instant.ofEpochMilli(track.timeMillis(i)).toString());
            extensions(
                    Wire.optional(track.speedCentimetersPerSecond(i), 2),
                    Wire.optional(track.courseDecidegrees(i), 1),
                    Wire.optional(track.accuracyDecimeters(i), 1));
            xml.writeEndElement();
        }
    }

    private void extensions(@Nullable BigDecimal speed, @Nullable BigDecimal course, @Nullable BigDecimal accuracy)
            throws XMLStreamException {
        if (speed == null && course == null && accuracy == null) {
            return;
        }
        xml.writeStartElement("extensions");
        if (speed != null || course != null) {
            xml.writeStartElement("gpxtpx:TrackPointExtension");
            optional("gpxtpx:speed", speed);
            optional("gpxtpx:course", course);
            xml.writeEndElement();
        }
        optional("rumbo:accuracy", accuracy);
        xml.writeEndElement();
    }

    private void optional(String name, @Nullable BigDecimal value) throws XMLStreamException {
        if (value != null) {
            element(name, value.toPlainString());
        }
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (XMLStreamException failure) {
            throw new UncheckedIOException(new IOException(failure));
        }
    }

    private interface Writing {
        void run() throws XMLStreamException;
    }
}
