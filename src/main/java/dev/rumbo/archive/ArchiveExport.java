package dev.rumbo.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.User;
import dev.rumbo.api.CorrectionJson;
import dev.rumbo.api.CsvWriter;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.Positions;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Page;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an archive while it is read from the store, a part of 5,000 positions in memory at once. */
@ApplicationScoped
public class ArchiveExport {

    private static final int DEVICES_PER_READ = 1_000;

    private final AccountStore accounts;
    private final TrackStore tracks;
    private final Positions positions;
    private final PlaceBook places;
    private final ObjectMapper mapper;
    private final Clock clock;

    ArchiveExport(
            AccountStore accounts,
            TrackStore tracks,
            Positions positions,
            PlaceBook places,
            ObjectMapper mapper,
            Clock clock) {
        this.accounts = accounts;
        this.tracks = tracks;
        this.positions = positions;
        this.places = places;
        this.mapper = mapper;
        this.clock = clock;
    }

    private interface Content {
        /** @return how many there were */
        long write(OutputStream out) throws IOException;
    }

    /** Everything of the user's account; what arrives meanwhile may be in it or not. */
    void write(User user, OutputStream stream) throws IOException {
        Map<String, DeviceHead> heads = new TreeMap<>();
        tracks.listHeads(user.owner()).forEach(head -> heads.put(head.device().deviceId(), head));
        List<Device> devices = devices(user, heads);
        List<Manifest.Entry> entries = new ArrayList<>();
        try (ZipOutputStream zip = new ZipOutputStream(stream)) {
            entries.add(entry(
                    zip,
                    Manifest.DEVICES,
                    json(devices.stream().map(ArchivedDevice::of).toList())));
            entries.add(entry(
                    zip,
                    Manifest.PLACES,
                    json(places.of(user.owner()).list().stream()
                            .map(ArchivedPlace::of)
                            .toList())));
            for (int i = 0; i < devices.size(); i++) {
                DeviceHead head = heads.get(devices.get(i).key().deviceId());
                if (head != null) {
                    entries.add(entry(zip, Manifest.positions(i + 1), csv(head)));
                    if (head.corrected().lastSequence() > 0) {
                        List<Correction> all = corrections(head);
                        entries.add(entry(zip, Manifest.corrections(i + 1), json(made(all))));
                        List<ArchivedBorder> borders = ArchivedBorder.of(all);
                        if (!borders.isEmpty()) {
                            entries.add(entry(zip, Manifest.borders(i + 1), json(borders)));
                        }
                    }
                }
            }
            entry(
                    zip,
                    Manifest.NAME,
                    json(new Manifest(
                            Manifest.FORMAT,
                            Manifest.version(entries),
                            "Rumbo",
                            clock.instant(),
                            Manifest.Settings.of(user),
                            entries)));
        }
    }

    /** Removed ones included, as long as their trips are there. */
    private List<Device> devices(User user, Map<String, DeviceHead> heads) {
        List<Device> devices = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Device> page = accounts.listDevices(user.owner(), DEVICES_PER_READ, next);
            devices.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        Set<String> removed = new TreeSet<>(heads.keySet());
        devices.forEach(device -> removed.remove(device.key().deviceId()));
        removed.forEach(id -> accounts.findDevice(user.fleetId(), id)
                .filter(device -> device.state() != Device.State.ERASED)
                .ifPresent(devices::add));
        devices.sort(Comparator.comparing(device -> device.key().deviceId()));
        return devices;
    }

    private Content csv(DeviceHead head) {
        return out -> {
            long[] count = new long[1];
            try (CsvWriter csv = new CsvWriter(out)) {
                positions.forEachPart(
                        Viewer.of(head.device().owner()),
                        head.device(),
                        head.first().timeMillis(),
                        head.last().timeMillis() + 1,
                        part -> {
                            csv.outside(part);
                            count[0] += part.size();
                        });
            }
            return count[0];
        };
    }

    private List<Correction> corrections(DeviceHead head) {
        return tracks.corrections(
                head.device(), head.corrected().fromMillis(), head.corrected().toMillis() + 1);
    }

    private static List<CorrectionJson> made(List<Correction> all) {
        return all.stream()
                .filter(correction -> !(correction.change() instanceof Correction.Border))
                .map(CorrectionJson::from)
                .toList();
    }

    private Content json(Object value) {
        return out -> {
            out.write(mapper.writeValueAsBytes(value));
            return value instanceof List<?> list ? list.size() : 1;
        };
    }

    private static Manifest.Entry entry(ZipOutputStream zip, String name, Content content) throws IOException {
        MessageDigest digest = Digests.sha256();
        zip.putNextEntry(new ZipEntry(name));
        long count = content.write(new DigestOutputStream(new Open(zip), digest));
        zip.closeEntry();
        return new Manifest.Entry(name, count, HexFormat.of().formatHex(digest.digest()));
    }

    /** Stays open: the next entry is written to the same stream. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {
            // The archive is closed at its end.
        }
    }
}
