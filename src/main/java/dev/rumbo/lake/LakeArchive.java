package dev.rumbo.lake;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.lake.Manifest.Forgotten;
import dev.rumbo.lake.Manifest.LakeFile;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.ErasedSpan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The archive as jobs see it: what is deleted goes from it, and what it holds can be stored again. */
public final class LakeArchive implements PositionArchive {

    /** As many as one record of the stream brings at most. */
    private static final int MOST_POSITIONS = 10_000;

    private static final int MOST_ATTEMPTS = 20;
    private static final int HEX_OF_LONG = 16;

    private final Lake lake;
    private final Forgetting forgetting;
    private final Supplier<Optional<String>> problem;

    /** @param problem why whoever writes it cannot */
    public LakeArchive(Lake lake, Supplier<Optional<String>> problem) {
        this.lake = lake;
        this.forgetting = new Forgetting(lake);
        this.problem = problem;
    }

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public Optional<String> problem() {
        return problem.get();
    }

    @Override
    public List<LocalDate> days(Instant from, Instant to) {
        LocalDate first = ArchiveSchema.day(from.toEpochMilli());
        LocalDate last = ArchiveSchema.day(to.toEpochMilli());
        return manifest().files().stream()
                .map(LakeFile::date)
                .filter(day -> !day.isBefore(first) && !day.isAfter(last))
                .distinct()
                .toList();
    }

    private Manifest manifest() {
        try {
            return lake.manifest();
        } catch (IOException failed) {
            throw Lake.unavailable(failed);
        }
    }

    @Override
    public void read(
            LocalDate day,
            Instant from,
            Instant to,
            Function<DeviceKey, List<Erasure>> erasures,
            Consumer<StreamRecord> sink) {
        Set<LakeFile> read = new HashSet<>();
        for (int attempt = 1; ; attempt++) {
            try {
                for (LakeFile file : lake.manifest().files()) {
                    if (file.date().equals(day) && read.add(file)) {
                        try (RowFile.Reader rows = lake.read(file)) {
                            new Posts(from, to, erasures, sink).read(rows);
                        }
                    }
                }
                return;
            } catch (NoSuchFileException mergedMeanwhile) {
                if (attempt == MOST_ATTEMPTS) {
                    throw Lake.unavailable(mergedMeanwhile);
                }
            } catch (IOException failed) {
                throw Lake.unavailable(failed);
            }
        }
    }

    @Override
    public void forget(DeviceKey device, Runnable breathe) {
        forget(
                new Forgotten(
                        device.fleetId(), device.userId(), device.deviceId(), Long.MIN_VALUE, Long.MAX_VALUE, null),
                breathe);
    }

    @Override
    public void forget(DeviceKey device, ErasedSpan span, Instant until, Runnable breathe) {
        forget(
                new Forgotten(
                        device.fleetId(),
                        device.userId(),
                        device.deviceId(),
                        span.fromMillis(),
                        span.toMillis(),
                        until.toEpochMilli()),
                breathe);
    }

    private void forget(Forgotten rule, Runnable breathe) {
        try {
            forgetting.forget(rule, breathe);
        } catch (IOException failed) {
            throw Lake.unavailable(failed);
        }
    }

    @Override
    public void keep(Map<DeviceKey, Instant> from, Runnable breathe) {
        try {
            forgetting.keep(from, breathe);
        } catch (IOException failed) {
            throw Lake.unavailable(failed);
        }
    }

    /** The same for the same content, so that what cannot be stored is set aside once. */
    private static String number(byte[] data) {
        return Long.toUnsignedString(Long.parseUnsignedLong(Lake.sha256(data).substring(0, HEX_OF_LONG), 16));
    }

    /** Rows, which come device by device, as records of a few thousand positions. */
    private static final class Posts {

        private final long fromMillis;
        private final long toMillis;
        private final Function<DeviceKey, List<Erasure>> erasures;
        private final Consumer<StreamRecord> sink;

        /** Of the device in hand, by import. */
        private final Map<Optional<String>, ArrayList<ArchivedPosition>> waiting = new LinkedHashMap<>();

        private @Nullable DeviceKey device;
        private List<Erasure> erased = List.of();

        Posts(Instant from, Instant to, Function<DeviceKey, List<Erasure>> erasures, Consumer<StreamRecord> sink) {
            this.fromMillis = from.toEpochMilli();
            this.toMillis = to.toEpochMilli();
            this.erasures = erasures;
            this.sink = sink;
        }

        void read(RowFile.Reader rows) {
            while (rows.hasNext()) {
                ArchivedPosition row = rows.next();
                if (row.timeMillis() >= fromMillis && row.timeMillis() < toMillis) {
                    add(row);
                }
            }
            flush();
        }

        private void add(ArchivedPosition row) {
            DeviceKey ofRow = ArchivedPosts.device(row);
            if (!ofRow.equals(device)) {
                flush();
                device = ofRow;
                erased = erasures.apply(ofRow);
            }
            Instant received = Instant.ofEpochMilli(row.receivedMillis());
            if (erased.stream()
                    .anyMatch(
                            erasure -> erasure.drops(received) && erasure.span().contains(row.timeMillis()))) {
                return;
            }
            List<ArchivedPosition> alike =
                    waiting.computeIfAbsent(Optional.ofNullable(row.importId()), key -> new ArrayList<>());
            alike.add(row);
            if (alike.size() == MOST_POSITIONS) {
                flush();
            }
        }

        private void flush() {
            waiting.values().forEach(this::send);
            waiting.clear();
        }

        private void send(List<ArchivedPosition> rows) {
            long received = rows.stream()
                    .mapToLong(ArchivedPosition::receivedMillis)
                    .max()
                    .orElseThrow();
            byte[] data = PostCodec.encode(ArchivedPosts.post(rows));
            sink.accept(new StreamRecord(
                    "archive",
                    number(data),
                    Instant.ofEpochMilli(received),
                    rows.get(0).deviceId(),
                    ByteBuffer.wrap(data)));
        }
    }
}
