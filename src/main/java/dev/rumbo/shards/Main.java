package dev.rumbo.shards;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bin/shards}. */
@Command(
        name = "shards",
        mixinStandardHelpOptions = true,
        description = "How many shards a provisioned stream should have.")
public final class Main {

    /** Between which counts, and how full. */
    static final class Limits {
        @Option(names = "--least", defaultValue = "1", description = "Fewest shards.")
        private int least;

        @Option(names = "--most", defaultValue = "200", description = "Most shards.")
        private int most;

        @Option(names = "--filled-to", defaultValue = "0.6", description = "Share of a shard's limits to choose for.")
        private double filledTo;

        ShardPolicy policy() {
            return new ShardPolicy(least, most, filledTo, ShardPolicy.CHANGES_A_DAY, ShardPolicy.KEPT_FOR_GROWTH);
        }
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "target",
            mixinStandardHelpOptions = true,
            showDefaultValues = true,
            description = "The count to ask for now, from the fullest minute of the last hour.")
    int target(
            @Mixin Limits limits,
            @Option(names = "--shards", required = true, description = "That are open.") int shards,
            @Option(names = "--bytes", required = true, description = "IncomingBytes of the fullest minute.")
                    long bytes,
            @Option(names = "--records", required = true, description = "IncomingRecords of it.") long records,
            @Option(names = "--refused", defaultValue = "0", description = "WriteProvisionedThroughputExceeded.")
                    long refused,
            @Option(names = "--age-millis", defaultValue = "0", description = "Greatest iterator age.") long ageMillis,
            @Option(names = "--changes", defaultValue = "0", description = "Of the count, in the last 24 hours.")
                    int changes) {
        Instant now = Instant.EPOCH.plus(ShardPolicy.DAY);
        List<StreamMinute> hour = IntStream.rangeClosed(1, 61)
                .mapToObj(minute -> new StreamMinute(
                        now.minus(Duration.ofMinutes(62L - minute)),
                        bytes,
                        records,
                        refused,
                        Duration.ofMillis(ageMillis)))
                .toList();
        List<Instant> changed = IntStream.range(0, changes)
                .mapToObj(change -> now.minus(Duration.ofHours(2)))
                .toList();
        print("%d", limits.policy().target(shards, hour, changed, now));
        return 0;
    }

    @Command(
            name = "week",
            mixinStandardHelpOptions = true,
            showDefaultValues = true,
            description = "A week of driving whose load the count follows.")
    int week(
            @Mixin Limits limits,
            @Option(names = "--records", required = true, description = "A second, on the mean of the week.")
                    double records,
            @Option(names = "--bytes", required = true, description = "Of a record.") double bytes,
            @Option(
                            names = "--weekday",
                            required = true,
                            split = ",",
                            description = "The load of 24 hours, in any unit.")
                    List<Double> weekday,
            @Option(names = "--weekend", required = true, split = ",", description = "The same of Saturday and Sunday.")
                    List<Double> weekend,
            @Option(names = "--noise", defaultValue = "0.1", description = "Deviation of a minute, as a share.")
                    double noise,
            @Option(names = "--seed", defaultValue = "1") long seed) {
        StreamWeek.Outcome outcome =
                new StreamWeek(records, bytes, weekday, weekend, noise, seed).under(limits.policy(), limits.least);
        print("peak records a second %.1f", outcome.peakRecordsPerSecond());
        print("shard hours %.1f", outcome.shardHours());
        print("most shards %d", outcome.mostShards());
        print("changes %d", outcome.changes().size());
        print("most changes a day %d", outcome.mostChangesADay());
        print("refused %d", outcome.refused());
        return 0;
    }

    private void print(String format, Object... values) {
        if (spec != null) {
            spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
