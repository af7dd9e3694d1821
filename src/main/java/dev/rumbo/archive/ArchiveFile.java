package dev.rumbo.archive;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.User;
import dev.rumbo.ingest.FileBorders;
import dev.rumbo.ingest.FileImport.Source;
import dev.rumbo.ingest.files.FileSink;
import dev.rumbo.ingest.files.PositionFile;
import dev.rumbo.ingest.files.UnreadableFileException;
import dev.rumbo.ingest.files.Unzip;
import dev.rumbo.trips.Position;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads all of an archive, compares it with its manifest, and tells what is in it; whoever goes on after that meets no surprise. */
final class ArchiveFile {

    /** Thousands of devices with two entries each, and some more. */
    static final int MOST_ENTRIES = 50_000;

    /** What is read whole: some 40,000 corrections of one device, or as many devices. */
    static final int MOST_JSON_BYTES = 8 << 20;

    private static final Pattern OF_DEVICE =
            Pattern.compile("(positions|corrections|borders)/([1-9][0-9]{0,4})\\.(csv|json)");
    private static final String NO_ARCHIVE = "This is no archive of Rumbo: it has no " + Manifest.NAME + ".";

    private final ObjectMapper mapper;
    private final PositionFile.Options options;
    private final Map<String, Manifest.Entry> found = new LinkedHashMap<>();
    private final Map<Integer, Span> spans = new HashMap<>();
    private final Map<Integer, FileBorders> borders = new HashMap<>();
    private long corrections;
    private @Nullable List<ArchivedDevice> devices;
    private @Nullable List<ArchivedPlace> places;
    private @Nullable Manifest manifest;

    private ArchiveFile(ObjectMapper mapper, PositionFile.Options options) {
        this.mapper = mapper;
        this.options = options;
    }

    /**
     * Positions of one device.
     *
     * @param last in the total order
     */
    record Span(long count, Position first, Position last) {

        Span with(Position position) {
            return new Span(
                    count + 1,
                    position.compareTo(first) < 0 ? position : first,
                    position.compareTo(last) > 0 ? position : last);
        }
    }

    /**
     * What is in an archive.
     *
     * @param owner the user who asked, with the archive's settings
     * @param spans by the number of the device, from 1
     * @param borders likewise
     */
    record Content(
            Manifest manifest,
            User owner,
            List<ArchivedDevice> devices,
            List<ArchivedPlace> places,
            Map<Integer, Span> spans,
            Map<Integer, FileBorders> borders,
            long corrections) {

        long positions() {
            return spans.values().stream().mapToLong(Span::count).sum();
        }
    }

    /**
     * @throws UnreadableFileException where anything of it is not as an archive's
     * @throws IOException where it breaks off
     */
    static Content read(ObjectMapper mapper, Source file, PositionFile.Options options, User user) throws IOException {
        ArchiveFile reader = new ArchiveFile(mapper, options);
        try (InputStream bytes = file.open()) {
            Unzip.read(bytes, MOST_ENTRIES, reader::entry);
        }
        return reader.content(user);
    }

    /** The number of the device that an entry of the kind belongs to; empty for other entries. */
    static Optional<Integer> number(String kind, String name) {
        Matcher matcher = OF_DEVICE.matcher(name);
        return matcher.matches() && matcher.group(1).equals(kind)
                ? Optional.of(Integer.parseInt(matcher.group(2)))
                : Optional.empty();
    }

    private void entry(String name, InputStream content) throws IOException {
        MessageDigest digest = Digests.sha256();
        DigestInputStream digested = new DigestInputStream(content, digest);
        long count = 1;
        Optional<Integer> positions = number("positions", name);
        if (positions.isPresent()) {
            count = positions(name, positions.get(), digested);
        } else if (number("corrections", name).isPresent()) {
            count = Corrections.read(mapper, name, digested).size();
            corrections += count;
        } else if (number("borders", name).isPresent()) {
            FileBorders read = ArchivedBorder.read(mapper, name, digested);
            borders.put(number("borders", name).get(), read);
            count = read.count();
        } else if (name.equals(Manifest.DEVICES)) {
            devices = json(mapper, name, digested, new TypeReference<List<ArchivedDevice>>() {});
            count = devices.size();
        } else if (name.equals(Manifest.PLACES)) {
            places = json(mapper, name, digested, new TypeReference<List<ArchivedPlace>>() {});
            count = places.size();
        } else if (name.equals(Manifest.NAME)) {
            manifest = json(mapper, name, digested, new TypeReference<Manifest>() {});
            return;
        } else if (manifest == null && found.isEmpty()) {
            throw new UnreadableFileException("This is no archive of Rumbo: it begins with " + shortened(name) + ".");
        } else {
            throw new UnreadableFileException("The archive holds " + shortened(name) + ", which is not its own.");
        }
        digested.transferTo(OutputStream.nullOutputStream());
        Manifest.Entry entry = new Manifest.Entry(name, count, HexFormat.of().formatHex(digest.digest()));
        if (found.put(name, entry) != null) {
            throw new UnreadableFileException("The archive holds " + name + " twice.");
        }
    }

    private long positions(String name, int number, InputStream content) throws IOException {
        long[] count = new long[1];
        String[] rejected = {""};
        PositionFile.readCsv(content, options, new FileSink() {
            @Override
            public void position(Position position) {
                count[0]++;
                spans.merge(number, new Span(1, position, position), (known, one) -> known.with(position));
            }

            @Override
            public void rejected(String reason) {
                rejected[0] = reason;
            }
        });
        if (!rejected[0].isEmpty()) {
            throw new UnreadableFileException(name + " holds what is no position: " + rejected[0] + ".");
        }
        return count[0];
    }

    private Content content(User user) throws UnreadableFileException {
        Manifest told = manifest;
        if (told == null) {
            throw new UnreadableFileException(
                    found.isEmpty() ? NO_ARCHIVE : "The archive breaks off: its " + Manifest.NAME + " is missing.");
        }
        if (!Manifest.FORMAT.equals(told.format())) {
            throw new UnreadableFileException(Manifest.NAME + ": format is not " + Manifest.FORMAT + ".");
        }
        if (told.version() < 1 || told.version() > Manifest.VERSION) {
            throw new UnreadableFileException(Manifest.NAME + ": version is " + told.version()
                    + "; this Rumbo reads 1 to " + Manifest.VERSION + ".");
        }
        if (told.settings() == null || told.created() == null || told.entries() == null) {
            throw new UnreadableFileException(Manifest.NAME + ": settings, created or entries is missing.");
        }
        compare(told.entries());
        if (devices == null || places == null) {
            throw new UnreadableFileException("The archive lacks " + Manifest.DEVICES + " or " + Manifest.PLACES + ".");
        }
        checkDevices(devices);
        for (ArchivedPlace place : places) {
            try {
                place.mark();
            } catch (IllegalArgumentException wrong) {
                throw new UnreadableFileException(
                        Manifest.PLACES + " holds what is no place: " + wrong.getMessage() + ".");
            }
        }
        return new Content(told, told.settings().appliedTo(user), devices, places, spans, borders, corrections);
    }

    private void compare(List<Manifest.Entry> told) throws UnreadableFileException {
        Map<String, Manifest.Entry> missing = new LinkedHashMap<>();
        for (Manifest.Entry entry : told) {
            missing.put(String.valueOf(entry.name()), entry);
        }
        for (Manifest.Entry entry : found.values()) {
            Manifest.Entry asTold = missing.remove(entry.name());
            if (asTold == null) {
                throw new UnreadableFileException(entry.name() + " is not in " + Manifest.NAME + ".");
            }
            if (!entry.equals(asTold)) {
                throw new UnreadableFileException(
                        entry.name() + " was changed: its SHA-256 or count is not that of " + Manifest.NAME + ".");
            }
        }
        if (!missing.isEmpty()) {
            throw new UnreadableFileException(
                    "The archive lacks " + shortened(missing.keySet().iterator().next()) + ".");
        }
    }

    private void checkDevices(List<ArchivedDevice> all) throws UnreadableFileException {
        Map<String, Boolean> ids = new HashMap<>();
        for (ArchivedDevice device : all) {
            String problem = device.problem();
            if (!problem.isEmpty()) {
                throw new UnreadableFileException(
                        Manifest.DEVICES + ": " + problem + " of a device is missing or not valid.");
            }
            if (ids.put(String.valueOf(device.id()), true) != null) {
                throw new UnreadableFileException(Manifest.DEVICES + ": a device is there twice.");
            }
        }
        for (String name : found.keySet()) {
            Optional<Integer> number = number("positions", name)
                    .or(() -> number("corrections", name))
                    .or(() -> number("borders", name));
            if (number.isPresent() && number.get() > all.size()) {
                throw new UnreadableFileException(name + " is of no device in " + Manifest.DEVICES + ".");
            }
        }
    }

    /** @throws UnreadableFileException where it is not of that type, or too large to be held */
    static <T> T json(ObjectMapper mapper, String name, InputStream content, TypeReference<T> type) throws IOException {
        byte[] bytes = content.readNBytes(MOST_JSON_BYTES);
        if (content.read() >= 0) {
            throw new UnreadableFileException(name + " is larger than an archive's.");
        }
        try {
            T value = mapper.readValue(bytes, type);
            if (value == null || (value instanceof List<?> list && list.contains(null))) {
                throw new UnreadableFileException(name + " holds nothing where something is expected.");
            }
            return value;
        } catch (JacksonException notIt) {
            throw new UnreadableFileException(name + " cannot be read: it is not what an archive holds there.");
        }
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }
}
