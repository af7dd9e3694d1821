package dev.rumbo.ops;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the engine keeps its data in. */
public interface Storage {

    /** As {@code RUMBO_ENGINE} names it. */
    String engine();

    /** @throws dev.rumbo.store.StoreUnavailableException where it cannot be told */
    List<StoragePart> parts();

    /** What is left on the disk; empty where there is no such bound. */
    Optional<Long> freeBytes();

    /**
     * A file or a table.
     *
     * @param items null where they are not counted
     */
    record StoragePart(String name, long bytes, @Nullable Long items) {}
}
