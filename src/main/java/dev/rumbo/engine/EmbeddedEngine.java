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
import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.ViewStore;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.stream.sqlite.Checkpoints;
import dev.rumbo.stream.sqlite.SqliteLog;
import dev.rumbo.stream.sqlite.SqliteLogConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** One process, one folder: the log and the store in SQLite. */
final class EmbeddedEngine implements Engine {

    private final Path folder;
    private final SqliteLog stream;
    private final SqliteStore store;

    private EmbeddedEngine(Path folder, SqliteLog stream, SqliteStore store) {
        this.folder = folder;
        this.stream = stream;
        this.store = store;
    }

    static EmbeddedEngine open(Path folder, Clock clock) {
        SqliteStore store = SqliteStore.open(folder);
        return new EmbeddedEngine(folder, new SqliteLog(SqliteLogConfig.in(folder), checkpoints(store), clock), store);
    }

    private static Checkpoints checkpoints(SqliteStore store) {
        return new Checkpoints() {
            @Override
            public Optional<String> sequenceNumberOf(String shardId) {
                return store.checkpoint(shardId);
            }

            @Override
            public void settle() {
                store.settle();
            }
        };
    }

    @Override
    public PositionStream stream() {
        return stream;
    }

    @Override
    public TrackStore tracks() {
        return store.tracks();
    }

    @Override
    public AccountStore accounts() {
        return store.accounts();
    }

    @Override
    public OperationsStore operations() {
        return store.operations();
    }

    @Override
    public PlaceStore places() {
        return store.places();
    }

    @Override
    public ImportStore imports() {
        return store.imports();
    }

    @Override
    public AuditStore audit() {
        return store.audit();
    }

    @Override
    public PrivacyStore privacy() {
        return store.privacy();
    }

    @Override
    public InvitationStore invitations() {
        return store.invitations();
    }

    @Override
    public SecondFactorStore secondFactors() {
        return store.secondFactors();
    }

    @Override
    public ShareStore shares() {
        return store.shares();
    }

    @Override
    public ViewStore views() {
        return store.views();
    }

    /** One process has nobody beside it that would listen. */
    @Override
    public TripEnds tripEnds() {
        return TripEnds.UNHEARD;
    }

    @Override
    public MovingStore moving() {
        return store.moving();
    }

    /** The folder has one process at a time. */
    @Override
    public String worker() {
        return SqliteLog.WORKER;
    }

    @Override
    public Storage storage() {
        return new FolderStorage(folder);
    }

    @Override
    public Optional<Binding> binding() {
        return Optional.empty();
    }

    @Override
    public Optional<Shards> shards() {
        return Optional.empty();
    }

    @Override
    public void close() {
        stream.stop();
        store.close();
    }
}
