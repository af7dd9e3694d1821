package dev.rumbo.infra;

import java.time.Duration;

/**
 * What two installations differ in.
 *
 * @param name part of the stack's name
 * @param region of AWS; the load balancer's logs have to know it
 * @param onDemand whether the stream grows by itself; else it has {@code shards}
 * @param shards of a stream that is not on demand
 * @param mostShards to which the application's instances grow such a stream as they need, by a right of their own; 0 where they do not
 * @param retention how long the stream keeps records, 24 hours to 7 days: so long may the application stand still
 * @param privateSubnets whether the application runs where nothing from outside reaches it, over endpoints that are paid for by the hour;
 *     else it has a public address that only the load balancer may speak to
 * @param instances least number of them
 * @param mostInstances to which it grows with the load
 * @param vcpu in 1,024ths of a processor
 * @param memoryMegabytes of an instance
 * @param flushInterval how long positions wait for others before they are stored
 * @param kept whether tables outlive the stack and cannot be deleted by mistake
 * @param notices whether trips that are over are told of to a topic, by a function
 * @param things whether cars that speak MQTT are let in by AWS IoT; whoever may write into the stream is trusted then
 * @param fanOut whether the stream pushes its records to the application, which then shares its rate with nobody
 * @param archiving who keeps all positions in files
 * @param archiveDays after which positions leave an archive by Firehose; the application's own follows each fleet's policy
 * @param budgetDollars a month, of which a warning is sent at 80 percent
 */
record Environment(
        String name,
        String region,
        boolean onDemand,
        int shards,
        int mostShards,
        Duration retention,
        boolean privateSubnets,
        int instances,
        int mostInstances,
        int vcpu,
        int memoryMegabytes,
        Duration flushInterval,
        boolean kept,
        boolean notices,
        boolean things,
        boolean fanOut,
        Archiving archiving,
        int archiveDays,
        int budgetDollars) {

    /** To look at for some minutes and a few dollars; leaves behind two buckets that empty themselves. */
    static final Environment DEV = new Environment(
            "dev",
            "us-east-1",
            false,
            1,
            0,
            Duration.ofHours(24),
            false,
            1,
            1,
            256,
            1_024,
            Duration.ofSeconds(5),
            false,
            false,
            false,
            false,
            Archiving.NONE,
            0,
            20);

    /** Two availability zones at least, and a week to mend what stands still. */
    static final Environment PRODUCTION = new Environment(
            "production",
            "us-east-1",
            true,
            0,
            0,
            Duration.ofDays(7),
            true,
            2,
            8,
            1_024,
            2_048,
            Duration.ofMinutes(5),
            true,
            true,
            false,
            false,
            Archiving.APPLICATION,
            400,
            300);

    Environment withThings() {
        return with(onDemand, shards, mostShards, true, fanOut, archiving);
    }

    Environment withFanOut() {
        return with(onDemand, shards, mostShards, things, true, archiving);
    }

    /** The same on a provisioned stream of which the instances count the shards. */
    Environment counting(int most) {
        return with(false, Math.max(1, shards), most, things, fanOut, archiving);
    }

    Environment archivedBy(Archiving other) {
        return with(onDemand, shards, mostShards, things, fanOut, other);
    }

    private Environment with(
            boolean otherOnDemand,
            int otherShards,
            int otherMostShards,
            boolean otherThings,
            boolean otherFanOut,
            Archiving otherArchiving) {
        return new Environment(
                name,
                region,
                otherOnDemand,
                otherShards,
                otherMostShards,
                retention,
                privateSubnets,
                instances,
                mostInstances,
                vcpu,
                memoryMegabytes,
                flushInterval,
                kept,
                notices,
                otherThings,
                otherFanOut,
                otherArchiving,
                archiveDays,
                budgetDollars);
    }

    boolean counts() {
        return !onDemand && mostShards > 0;
    }
}
