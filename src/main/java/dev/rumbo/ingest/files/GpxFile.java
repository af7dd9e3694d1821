package dev.rumbo.ingest.files;

import dev.rumbo.ingest.apps.Fix;
import dev.rumbo.ingest.apps.SpeedUnit;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** GPX 1.0 and 1.1 by local names, as producers differ in namespaces; extensions of any producer that name a speed, course or accuracy. */
final class GpxFile {

    /** In the extensions of a track that goes on from the one before it without a break, as our own export writes them. */
    private static final String GOES_ON = "continues";

    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 100;

    private GpxFile() {}

    static void read(InputStream file, PositionFile.Options options, FileSink sink) throws IOException {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(file);
            boolean gpx = false;
            boolean begins = true;
            boolean goesOn = false;
            int depth = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
                if (event != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (++depth > DEEPEST) {
                    throw new UnreadableFileException("The file is nested too deeply.");
                }
                if (depth == 1 && !xml.getLocalName().equals("gpx")) {
                    throw new UnreadableFileException(
                            "This is XML, but not GPX: it begins with " + xml.getLocalName() + ".");
                }
                gpx = true;
                switch (xml.getLocalName()) {
                    case "trk" -> begins = true;
                    case GOES_ON -> goesOn = true;
                    case "trkseg" -> {
                        begins = !goesOn;
                        goesOn = false;
                    }
                    case "trkpt" -> {
                        if (begins) {
                            sink.stretchBegins();
                            begins = false;
                        }
                        sink.take(point(xml, options));
                        depth--;
                    }
                    default -> {
                        // Names, routes and the like.
                    }
                }
            }
            sink.stretchEnds();
            if (!gpx) {
                throw new UnreadableFileException("The file holds no GPX.");
            }
        } catch (XMLStreamException broken) {
            throw new UnreadableFileException("The file is not valid XML at line "
                    + (broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber())
                    + ".");
        }
    }

    /** The JDK's own, whatever else is on the class path; without DTDs, so without entities of any kind. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /** Reads to the end of the point. */
    private static Fix point(XMLStreamReader xml, PositionFile.Options options) throws XMLStreamException, IOException {
        String latitude = xml.getAttributeValue(null, "lat");
        String longitude = xml.getAttributeValue(null, "lon");
        Map<String, String> values = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text.setLength(0);
                    if (++depth > DEEPEST) {
                        throw new UnreadableFileException("The file is nested too deeply.");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (!text.isEmpty()) {
                        values.putIfAbsent(
                                xml.getLocalName().toLowerCase(Locale.ROOT),
                                text.toString().strip());
                    }
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() + xml.getTextLength() <= LONGEST_TEXT) {
                        text.append(xml.getText());
                    }
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
        String course = values.getOrDefault("course", values.get("bearing"));
        return Fix.ofFile(options.latestMillis())
                .place(latitude, longitude)
                .time(values.get("time"))
                .speed(values.get("speed"), SpeedUnit.METERS_PER_SECOND)
                .course(course == null ? values.get("heading") : course)
                .altitude(values.get("ele"), null)
                .accuracy(values.get("accuracy"));
    }
}
