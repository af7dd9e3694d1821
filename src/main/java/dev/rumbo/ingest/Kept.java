package dev.rumbo.ingest;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.ImportRecord.Effect;
import dev.rumbo.store.ImportStore;
import dev.rumbo.trips.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one import keeps, in parts; of an import that is not at work any more. */
final class Kept {

    private final ImportStore imports;
    private final DeviceKey device;
    private final String id;
    private @Nullable List<Span> spans;

    Kept(ImportStore imports, DeviceKey device, String id) {
        this.imports = imports;
        this.device = device;
        this.id = id;
    }

    /** When the positions of an added part are, so that it is read only where it can tell something. */
    private record Span(int part, long firstMillis, long lastMillis) {}

    String id() {
        return id;
    }

    void forEach(Effect effect, Consumer<Track> work) {
        Optional<Track> part = part(effect, 0);
        for (int number = 1; part.isPresent(); number++) {
            work.accept(part.get());
            part = part(effect, number);
        }
    }

    /** What a phone sent, too: as far as it is noted now. */
    Track released() {
        return Track.union(imports.released(device, id));
    }

    /** Those of the positions that this import added and no phone sent. */
    Track broughtAlone(Track positions) {
        if (positions.isEmpty()) {
            return positions;
        }
        long first = positions.timeMillis(0);
        long last = positions.timeMillis(positions.size() - 1);
        List<Track> found = new ArrayList<>();
        for (Span span : spans()) {
            if (span.firstMillis() <= last && span.lastMillis() >= first) {
                found.add(positions.and(part(Effect.ADDED, span.part()).orElse(Track.EMPTY)));
            }
        }
        return found.isEmpty() ? Track.EMPTY : Track.union(found).minus(released());
    }

    private List<Span> spans() {
        List<Span> read = spans;
        if (read == null) {
            List<Span> all = new ArrayList<>();
            forEach(Effect.ADDED, part -> all.add(span(all.size(), part)));
            read = all;
            spans = read;
        }
        return read;
    }

    /** An emptied part is of no time. */
    private static Span span(int number, Track part) {
        return part.isEmpty()
                ? new Span(number, Long.MAX_VALUE, Long.MIN_VALUE)
                : new Span(number, part.timeMillis(0), part.timeMillis(part.size() - 1));
    }

    private Optional<Track> part(Effect effect, int number) {
        return imports.kept(device, id, effect, number);
    }
}
