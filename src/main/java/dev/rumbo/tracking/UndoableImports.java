package dev.rumbo.tracking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.ImportStore;
import dev.rumbo.trips.Track;
import java.time.Duration;
import java.util.List;

/**
 * The imports that can be undone, by device.
 *
 * <p>Whoever begins an import or undoes one moves the device's version afterwards. So what was known at a version holds as long as
 * nobody else writes the device, and a device that has no imports costs no read.
 */
public final class UndoableImports implements TrackedImports {

    private static final int MOST_DEVICES = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(3);

    private final ImportStore store;
    private final Cache<DeviceKey, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_DEVICES)
            .expireAfterAccess(REMEMBERED)
            .build();

    public UndoableImports(ImportStore store) {
        this.store = store;
    }

    private record Known(long version, List<ImportRecord> imports) {}

    @Override
    public boolean isUndone(DeviceKey device, String importId) {
        return store.isUndone(device, importId);
    }

    @Override
    public void sentByPhone(DeviceKey device, long version, Track positions) {
        for (ImportRecord record : imports(device, version)) {
            Track claimed = positions.between(record.fromMillis(), record.toMillis() + 1);
            if (!claimed.isEmpty()) {
                store.release(device, record.id(), claimed);
            }
        }
    }

    private List<ImportRecord> imports(DeviceKey device, long version) {
        Known remembered = known.getIfPresent(device);
        if (remembered != null && remembered.version() == version) {
            return remembered.imports();
        }
        List<ImportRecord> read = store.list(device).stream()
                .filter(record -> record.state() != ImportRecord.State.UNDONE)
                .toList();
        if (version > 0) {
            known.put(device, new Known(version, read));
        }
        return read;
    }

    @Override
    public void written(DeviceKey device, long version) {
        known.asMap()
                .computeIfPresent(
                        device,
                        (key, before) ->
                                before.version() == version - 1 ? new Known(version, before.imports()) : before);
    }
}
