package dev.rumbo.simulator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: exits with 0 where every post was acknowledged, with 1 where some were not, with 2 on wrong options. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Drives a fleet along recorded roads and posts its positions to a running Rumbo.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  Fifty cars, ten times as fast, for a minute; the token is an administrator's access token:",
            "    RUMBO_TOKEN=... bin/simulate --devices 50 --compression 10",
            "  As fast as the server answers, with the devices of a former run:",
            "    bin/simulate --tokens fleet.tokens --pace closed --post-size 100 --duration 30s",
            "  200 posts a second whatever happens, a tenth of them late and a tenth doubled, with a ledger:",
            "    bin/simulate --tokens fleet.tokens --pace open --rate 200 --late 0.1 --doubled 0.1 --ledger seen.csv"
        })
public final class Main implements Callable<Integer> {

    private static final Duration HISTORY = Duration.ofDays(30);
    private static final int INCOMPLETE = 1;

    /** How fast posts go out. */
    enum PaceName {
        /** When they are due in the compressed time. */
        LIVE,
        /** So many a second. */
        OPEN,
        /** As fast as the server answers. */
        CLOSED
    }

    /** The faults, each as a share of the posts from 0 to 1. */
    private static final class FaultOptions {
        @Option(names = "--late", defaultValue = "0", description = "Held back while later posts go out.")
        private double late;

        @Option(names = "--late-by", defaultValue = "60s", description = "For how long on average.")
        private Duration lateBy = Duration.ZERO;

        @Option(names = "--doubled", defaultValue = "0", description = "Sent twice.")
        private double doubled;

        @Option(names = "--silent", defaultValue = "0", description = "Begins a silence; nothing is measured in it.")
        private double silent;

        @Option(names = "--silent-for", defaultValue = "10m", description = "How long a silence lasts.")
        private Duration silentFor = Duration.ZERO;

        @Option(names = "--shuffled", defaultValue = "0", description = "Positions in any order within the post.")
        private double shuffled;

        @Option(names = "--gzip", defaultValue = "0", description = "Compressed.")
        private double gzip;

        Faults faults() {
            return new Faults(late, lateBy, doubled, silent, silentFor, shuffled, gzip);
        }
    }

    @Option(names = "--url", defaultValue = "http://localhost:8080", description = "Where Rumbo runs.")
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--devices", defaultValue = "10", description = "Size of the fleet.")
    private int devices;

    @Option(
            names = "--admin-token",
            defaultValue = "${env:RUMBO_TOKEN}",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Access token of an administrator, to make the devices; better given as RUMBO_TOKEN.")
    private @Nullable String adminToken;

    @Option(
            names = "--tokens",
            description = "File with a device's id and its token per line; written where it does not exist.")
    private @Nullable Path tokens;

    @Option(names = "--pace", defaultValue = "live", description = "One of ${COMPLETION-CANDIDATES}.")
    private PaceName pace = PaceName.LIVE;

    @Option(names = "--compression", defaultValue = "1", description = "Simulated seconds in a real one (live).")
    private double compression;

    @Option(names = "--rate", defaultValue = "100", description = "Posts a second (open).")
    private double rate;

    @Option(names = "--in-flight", defaultValue = "64", description = "Most posts without an answer at a time.")
    private int inFlight;

    @Option(names = "--duration", defaultValue = "60s", description = "For how long, in real time.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--from",
            description = "Where the simulated time begins, ISO 8601. Otherwise so that a live run ends at the present,"
                    + " and 30 days back at the other paces.")
    private @Nullable Instant from;

    @Option(names = "--interval", defaultValue = "1s", description = "Least time between two positions of a device.")
    private Duration interval = Duration.ZERO;

    @Option(names = "--post-size", defaultValue = "30", description = "Most positions in a post.")
    private int postSize;

    @Option(names = "--post-span", defaultValue = "30s", description = "Most time that a post covers.")
    private Duration postSpan = Duration.ZERO;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same posts.")
    private long seed;

    @Option(
            names = "--spread",
            defaultValue = "5000",
            description = "Metres by which derived roads are moved to every side; 0 keeps to the recorded roads.")
    private double spread;

    @Option(
            names = "--drives",
            description = "File of drives instead of the shipped ones: gzip-compressed CSV with the same columns."
                    + " May be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--ledger", description = "File to which every acknowledged position is appended.")
    private @Nullable Path ledger;

    @Option(names = "--patience", defaultValue = "60s", description = "How long to wait for the last answers.")
    private Duration patience = Duration.ZERO;

    @ArgGroup(exclusive = false, heading = "%nFaults, as shares of the posts from 0 to 1:%n")
    private FaultOptions faults = new FaultOptions();

    private final Clock clock;

    Main(Clock clock) {
        this.clock = clock;
    }

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Clock.systemUTC()).execute(arguments));
    }

    static CommandLine commandLine(Clock clock) {
        return new CommandLine(new Main(clock))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, Main::duration);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<SimulatedDevice> fleet = fleet();
        List<Drive> drives = new ArrayList<>();
        for (Path file : files) {
            drives.addAll(Drives.read(file));
        }
        FleetPlan plan = FleetPlan.derived(
                drives.isEmpty() ? Drives.shipped() : drives,
                fleet.size(),
                spread,
                new PostRules(interval, postSize, postSpan, faults.faults()),
                seed);
        try (Ledger record = ledger == null ? Ledger.NONE : Ledger.append(ledger)) {
            SimulationReport report = run(new Simulator(url, fleet, inFlight, patience, record), plan);
            System.out.println(report.summary());
            return report.complete() ? 0 : INCOMPLETE;
        }
    }

    private SimulationReport run(Simulator simulator, FleetPlan plan) throws InterruptedException {
        long now = clock.millis();
        long history = pace == PaceName.LIVE ? Math.round(duration.toMillis() * (compression - 1)) : HISTORY.toMillis();
        long start = from == null ? now - history : from.toEpochMilli();
        long end = pace == PaceName.LIVE ? start + Math.round(duration.toMillis() * compression) : now;
        Iterator<PlannedPost> posts = plan.posts(start, end);
        Pace chosen = switch (pace) {
            case LIVE -> Pace.compressed(start, compression);
            case OPEN -> Pace.postsPerSecond(rate);
            case CLOSED -> Pace.asAnswered();
        };
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Thread interrupted = new Thread(simulator::stop);
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            ScheduledFuture<?> unused = timer.schedule(simulator::stop, duration.toMillis(), TimeUnit.MILLISECONDS);
            return simulator.run(posts, chosen);
        } finally {
            timer.shutdownNow();
        }
    }

    private List<SimulatedDevice> fleet() throws IOException, InterruptedException {
        Path known = tokens;
        if (known != null && Files.exists(known)) {
            List<SimulatedDevice> all = Provisioning.read(known);
            return all.subList(0, Math.min(devices, all.size()));
        }
        if (adminToken == null || adminToken.isEmpty()) {
            throw new CommandLine.ParameterException(
                    commandLine(clock), "give --tokens, or --admin-token (or RUMBO_TOKEN) to make the devices");
        }
        List<SimulatedDevice> created = new Provisioning(url, adminToken).create(devices);
        if (known != null) {
            Provisioning.write(known, created);
        }
        return created;
    }

    /** Such as {@code 90s}, {@code 10m}, {@code 1h30m} or ISO 8601's {@code PT90S}. */
    private static Duration duration(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return Duration.parse(upper.startsWith("P") ? upper : "PT" + upper);
    }
}
