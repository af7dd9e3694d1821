package dev.rumbo.engine;

import dev.rumbo.instances.Binding;
import dev.rumbo.ops.Storage;
import dev.rumbo.places.PlaceStore;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.MovingStore;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.ScalingStore;
import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.ViewStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.ShardCount;
import dev.rumbo.stream.TripEnds;
import java.util.Optional;

/** The ports, opened: what {@code RUMBO_ENGINE} chooses. */
interface Engine extends AutoCloseable {

    PositionStream stream();

    TrackStore tracks();

    AccountStore accounts();

    OperationsStore operations();

    PlaceStore places();

    ImportStore imports();

    AuditStore audit();

    PrivacyStore privacy();

    InvitationStore invitations();

    SecondFactorStore secondFactors();

    ShareStore shares();

    ViewStore views();

    TripEnds tripEnds();

    MovingStore moving();

    /** Names this instance among those that share the store; the same after a restart where that is possible. */
    String worker();

    Storage storage();

    /** How the instances that share the store find each other; empty where there is one only. */
    Optional<Binding> binding();

    /** How the shards of the stream are counted; empty where their number is for good. */
    Optional<Shards> shards();

    /**
     * @param store what all instances know of the shards
     * @param count of the stream
     */
    record Shards(ScalingStore store, ShardCount count) {}

    /** Stops the stream, then closes the store; bounded in time. */
    @Override
    void close();
}
