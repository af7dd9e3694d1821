package dev.rumbo.store.sqlite;

import dev.rumbo.places.PlaceStore;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.sqlite.DataFolder;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.MovingStore;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.ViewStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The embedded store: {@code store.db} in the data folder, with all ports and the checkpoints of the log's consumer. */
public final class SqliteStore implements AutoCloseable {

    /** So much of the heap may hold the newest positions of devices: those of a few hundred cars on the road, at least. */
    private static final int HEAP_SHARE = 8;

    private final StoreFile file;
    private final TrackStore tracks;
    private final AccountStore accounts;
    private final OperationsStore operations;
    private final PlaceStore places;
    private final ImportStore imports;
    private final AuditStore audit;
    private final PrivacyStore privacy;
    private final InvitationStore invitations;
    private final SecondFactorStore secondFactors;
    private final ShareStore shares;
    private final ViewStore views;
    private final MovingStore moving;

    private SqliteStore(StoreFile file, long rememberedBytes) {
        this.file = file;
        this.tracks = new SqliteTracks(file, rememberedBytes);
        this.accounts = new SqliteAccounts(file);
        this.operations = new SqliteOperations(file);
        this.places = new SqlitePlaces(file);
        this.imports = new SqliteImports(file);
        this.audit = new SqliteAudit(file);
        this.privacy = new SqlitePrivacy(file);
        this.invitations = new SqliteInvitations(file);
        this.secondFactors = new SqliteSecondFactors(file);
        this.shares = new SqliteShares(file);
        this.views = new SqliteViews(file);
        this.moving = new SqliteMoving(file);
    }

    /**
     * Opens the store, and makes the folder and the tables where they are missing.
     *
     * @throws dev.rumbo.store.StoreUnavailableException where the file cannot be opened or is a newer version's
     */
    public static SqliteStore open(Path folder) {
        return open(folder, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** @param rememberedBytes roughly what {@link TrackStore#forUpdates} may hold in memory */
    static SqliteStore open(Path folder, long rememberedBytes) {
        return new SqliteStore(StoreFile.open(folder.resolve(DataFolder.STORE)), rememberedBytes);
    }

    public TrackStore tracks() {
        return tracks;
    }

    public AccountStore accounts() {
        return accounts;
    }

    public OperationsStore operations() {
        return operations;
    }

    public PlaceStore places() {
        return places;
    }

    public ImportStore imports() {
        return imports;
    }

    public AuditStore audit() {
        return audit;
    }

    public PrivacyStore privacy() {
        return privacy;
    }

    public InvitationStore invitations() {
        return invitations;
    }

    public SecondFactorStore secondFactors() {
        return secondFactors;
    }

    public ShareStore shares() {
        return shares;
    }

    public ViewStore views() {
        return views;
    }

    public MovingStore moving() {
        return moving;
    }

    /** The last record of the shard whose outcome is stored. */
    public Optional<String> checkpoint(String shardId) {
        return file.read(session ->
                session.find(row -> row.getString(1), "SELECT sequence FROM checkpoint WHERE shard = ?", shardId));
    }

    /** Returns once a loss of power can no longer take back a checkpoint, nor what was stored with it. */
    public void settle() {
        file.sync();
    }

    @Override
    public void close() {
        file.close();
    }

    /** Of {@code limit + 1} rows the first {@code limit}, and the key of the last of them where there was one more. */
    static <T> Page<T> page(List<T> rows, int limit, Function<T, String> key) {
        return rows.size() <= limit
                ? new Page<>(rows, Optional.empty())
                : new Page<>(rows.subList(0, limit), Optional.of(key.apply(rows.get(limit - 1))));
    }
}
