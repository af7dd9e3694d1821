package dev.rumbo.engine;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.aws.AwsEndpoints;
import dev.rumbo.aws.Backoff;
import dev.rumbo.aws.CallCounter;
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
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.ViewStore;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoAuditStore;
import dev.rumbo.store.dynamodb.DynamoImportStore;
import dev.rumbo.store.dynamodb.DynamoInstanceStore;
import dev.rumbo.store.dynamodb.DynamoInvitationStore;
import dev.rumbo.store.dynamodb.DynamoMovingStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoPlaceStore;
import dev.rumbo.store.dynamodb.DynamoPrivacyStore;
import dev.rumbo.store.dynamodb.DynamoScalingStore;
import dev.rumbo.store.dynamodb.DynamoSecondFactorStore;
import dev.rumbo.store.dynamodb.DynamoShareStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.store.dynamodb.DynamoViewStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamUnavailableException;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.stream.kinesis.KinesisConfig;
import dev.rumbo.stream.kinesis.KinesisShardCount;
import dev.rumbo.stream.kinesis.KinesisStream;
import dev.rumbo.stream.kinesis.KinesisTripEnds;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Amazon Kinesis and DynamoDB. */
final class AwsEngine implements Engine {

    private static final Logger LOG = Logger.getLogger(AwsEngine.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SHORT_FAILOVER = Duration.ofSeconds(10);
    private static final int HTTPS = 443;
    private static final Duration LONG_FAILOVER = Duration.ofMinutes(1);

    private final AwsClients clients;
    private final KinesisStream stream;
    private final DynamoTrackStore tracks;
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
    private final Optional<KinesisTripEnds> tripEnds;
    private final MovingStore moving;
    private final String worker;
    private final Storage storage;
    private final Binding binding;
    private final Shards shards;

    private AwsEngine(
            AwsClients clients,
            KinesisStream stream,
            DynamoTrackStore tracks,
            AccountStore accounts,
            OperationsStore operations,
            PlaceStore places,
            ImportStore imports,
            AuditStore audit,
            PrivacyStore privacy,
            InvitationStore invitations,
            SecondFactorStore secondFactors,
            ShareStore shares,
            ViewStore views,
            Optional<KinesisTripEnds> tripEnds,
            MovingStore moving,
            String worker,
            Storage storage,
            Binding binding,
            Shards shards) {
        this.clients = clients;
        this.stream = stream;
        this.tracks = tracks;
        this.accounts = accounts;
        this.operations = operations;
        this.places = places;
        this.imports = imports;
        this.audit = audit;
        this.privacy = privacy;
        this.invitations = invitations;
        this.secondFactors = secondFactors;
        this.shares = shares;
        this.views = views;
        this.tripEnds = tripEnds;
        this.moving = moving;
        this.worker = worker;
        this.storage = storage;
        this.binding = binding;
        this.shards = shards;
    }

    static AwsEngine open(AwsEngineConfig config, MeterRegistry metrics, Clock clock) {
        AwsClients clients = new AwsClients(
                new AwsEndpoints(
                        Optional.empty(),
                        config.endpoint().kinesis(),
                        config.endpoint().dynamodb()),
                List.of(new CallCounter(metrics)),
                config.fanOut().isPresent());
        String worker = config.worker().orElseGet(() -> UUID.randomUUID().toString());
        return new AwsEngine(
                clients,
                patiently(() -> KinesisStream.open(
                        clients,
                        KinesisConfig.of(
                                        config.stream(),
                                        worker,
                                        config.create(),
                                        config.shards(),
                                        config.flushInterval(),
                                        config.flushBytes(),
                                        failover(config))
                                .withFanOut(config.fanOut()),
                        clock)),
                patiently(() -> DynamoTrackStore.open(
                        clients.dynamoDb(), config.tablePrefix(), config.create(), config.rememberedBytes(), clock)),
                patiently(() ->
                        DynamoAccountStore.open(clients.dynamoDb(), config.tablePrefix(), config.create(), clock)),
                patiently(() -> DynamoOperationsStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                patiently(() -> DynamoPlaceStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                patiently(() -> DynamoImportStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                patiently(() -> DynamoAuditStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                patiently(() -> DynamoPrivacyStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                patiently(() -> DynamoInvitationStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                patiently(
                        () -> DynamoSecondFactorStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                patiently(() -> DynamoShareStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                patiently(() -> DynamoViewStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                config.tripEnds()
                        .map(name -> patiently(() -> KinesisTripEnds.open(
                                clients,
                                KinesisConfig.of(
                                        name,
                                        worker,
                                        config.create(),
                                        1,
                                        config.flushInterval(),
                                        config.flushBytes(),
                                        failover(config))))),
                patiently(() -> DynamoMovingStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                worker,
                new TableStorage(clients.dynamoDb(), config.tablePrefix()),
                new Binding(
                        patiently(() ->
                                DynamoInstanceStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                        config.peer().host().orElseGet(() -> ownAddress(config)),
                        config.peer().port()),
                new Shards(
                        patiently(() ->
                                DynamoScalingStore.open(clients.dynamoDb(), config.tablePrefix(), config.create())),
                        new KinesisShardCount(clients.kinesis(), config.stream())));
    }

    /** That of the way to DynamoDB: emulators on this machine are reached from it alone. Nothing is sent. */
    private static String ownAddress(AwsEngineConfig config) {
        InetSocketAddress store = config.endpoint()
                .dynamodb()
                .map(given -> new InetSocketAddress(given.getHost(), given.getPort() < 0 ? HTTPS : given.getPort()))
                .orElseGet(() -> new InetSocketAddress(
                        "dynamodb." + new DefaultAwsRegionProviderChain().getRegion() + ".amazonaws.com", HTTPS));
        try (DatagramSocket way = new DatagramSocket()) {
            way.connect(store);
            return way.getLocalAddress().getHostAddress();
        } catch (SocketException nowhere) {
            LOG.warnf("RUMBO_AWS_PEER_HOST is needed: %s", nowhere.getMessage());
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    /** A service that does not answer while this process starts is waited for, and the log says so. */
    private static <T> T patiently(Supplier<T> opening) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 0; ; attempt++) {
            try {
                return opening.get();
            } catch (StreamUnavailableException | StoreUnavailableException failed) {
                if (System.nanoTime() > end) {
                    throw failed;
                }
                LOG.warnf(failed, "%s; trying on", failed.getMessage());
                LockSupport.parkNanos(Backoff.DEFAULT.after(attempt).toNanos());
            }
        }
    }

    /** Who waits minutes for positions to be stored waits a minute more for a dead instance, for a sixth of the price. */
    private static Duration failover(AwsEngineConfig config) {
        Duration fifth = config.flushInterval().dividedBy(5);
        Duration longEnough = fifth.compareTo(SHORT_FAILOVER) > 0 ? fifth : SHORT_FAILOVER;
        return config.failover().orElse(longEnough.compareTo(LONG_FAILOVER) < 0 ? longEnough : LONG_FAILOVER);
    }

    @Override
    public PositionStream stream() {
        return stream;
    }

    @Override
    public TrackStore tracks() {
        return tracks;
    }

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public OperationsStore operations() {
        return operations;
    }

    @Override
    public PlaceStore places() {
        return places;
    }

    @Override
    public ImportStore imports() {
        return imports;
    }

    @Override
    public AuditStore audit() {
        return audit;
    }

    @Override
    public PrivacyStore privacy() {
        return privacy;
    }

    @Override
    public InvitationStore invitations() {
        return invitations;
    }

    @Override
    public SecondFactorStore secondFactors() {
        return secondFactors;
    }

    @Override
    public ShareStore shares() {
        return shares;
    }

    @Override
    public ViewStore views() {
        return views;
    }

    @Override
    public TripEnds tripEnds() {
        return tripEnds.<TripEnds>map(stream -> stream).orElse(TripEnds.UNHEARD);
    }

    @Override
    public MovingStore moving() {
        return moving;
    }

    @Override
    public String worker() {
        return worker;
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Optional<Binding> binding() {
        return Optional.of(binding);
    }

    @Override
    public Optional<Shards> shards() {
        return Optional.of(shards);
    }

    @Override
    public void close() {
        stream.stop();
        tripEnds.ifPresent(KinesisTripEnds::close);
        tracks.close();
        clients.close();
    }
}
