package dev.rumbo.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The aws engine. Region and credentials come from the environment, as for every AWS program. */
@ConfigMapping(prefix = "rumbo.aws")
public interface AwsEngineConfig {

    /** The Kinesis stream. */
    @WithDefault("rumbo-positions")
    String stream();

    /** What the names of the DynamoDB tables begin with. */
    @WithDefault("rumbo")
    String tablePrefix();

    /** Names this instance among those that share the stream; a random name where it is left out. */
    Optional<String> worker();

    /** Whether to create the stream and the tables where they are missing. */
    @WithDefault("false")
    boolean create();

    /**
     * How long positions that arrived wait for others before they are stored: the longer, the fewer writes are paid for and
     * the later they show in the API. The live map does not wait. 0 stores at once.
     */
    @WithDefault("5s")
    Duration flushInterval();

    /** How much memory arrived positions of one shard may take while they wait; then they are stored earlier. */
    @WithDefault("33554432")
    long flushBytes();

    /**
     * After how long the shards of an instance that died go to another. Left out, a fifth of the flush interval, but no less
     * than 10 seconds and no more than a minute.
     */
    Optional<Duration> failover();

    /** Shards of the stream where it is created here; it may be resharded at any time. */
    @WithDefault("1")
    int shards();

    /**
     * How much memory the devices that were written last may take, so that going on with one reads nothing: about 10 KB for a
     * car that drives. What is forgotten is read again.
     */
    @WithDefault("67108864")
    long rememberedBytes();

    /**
     * Name or ARN of a consumer of the stream to which Kinesis pushes its records, at twice a shard's rate in and for it alone (enhanced
     * fan-out); a name is registered where it is missing. Left out, the stream is polled, which is free and shared with others.
     */
    Optional<String> fanOut();

    /** Another Kinesis stream, which hears of each trip that is over; left out, nobody does. */
    Optional<String> tripEnds();

    /** Who counts the shards of a provisioned stream. */
    Scaling scaling();

    /** Needs the right to {@code kinesis:UpdateShardCount}. */
    interface Scaling {

        /** Whether the instances do; else nobody does, or an operator by {@code bin/shards}. */
        @WithDefault("false")
        boolean enabled();

        @WithDefault("1")
        int least();

        /** Twice 64 would be more than AWS grants an account by default in some regions. */
        @WithDefault("64")
        int most();

        /** Share of the shards' limits that a count is chosen for. */
        @WithDefault("0.6")
        double filledTo();

        /** How long a minute of the policy lasts: shorter only to try it out. */
        @WithDefault("1m")
        Duration minute();
    }

    /** Where the other instances reach this one: what it hears goes to those whose viewers look at it. */
    Peer peer();

    /** Only instances may be let through to it. */
    interface Peer {

        /** An address of this machine; left out, the one by which it reaches DynamoDB. */
        Optional<String> host();

        /** 0 for any that is free. */
        @WithDefault("0")
        int port();
    }

    /** Emulators instead of AWS. */
    Endpoint endpoint();

    /** Addresses of emulators. */
    interface Endpoint {

        Optional<URI> kinesis();

        Optional<URI> dynamodb();
    }
}
