package dev.rumbo.engine;

import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionStream;

/** The ports, opened: what {@code RUMBO_ENGINE} chooses. */
interface Engine extends AutoCloseable {

    PositionStream stream();

    TrackStore tracks();

    AccountStore accounts();

    /** Stops the stream, then closes the store; bounded in time. */
    @Override
    void close();
}
