package dev.rumbo.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.instances.Instances;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.RunningInstance;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.StreamUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what an operator sees, of all instances; what cannot be told is named, and the rest told all the same. */
@ApplicationScoped
public class Overview {

    private static final Set<Job.Kind> WATCHED =
            EnumSet.of(Job.Kind.RULES, Job.Kind.REBUILD, Job.Kind.REPLAY, Job.Kind.ARCHIVE_REPLAY);
    private static final int MOST_JOBS = 10;
    private static final int MOST_SET_ASIDE = 100;
    private static final int MOST_DEVICES = 10;
    private static final double HOT_SHARE = 0.05;
    private static final double HOT_POSITIONS_PER_SECOND = 5;
    private static final double HOT_SHARD_OF_MEAN = 2;
    private static final double HOT_RECORDS_PER_SECOND = 10;

    /** AWS counts tables every six hours, and asking is not free of limits. */
    private static final Duration STORAGE_HOLDS = Duration.ofSeconds(30);

    private final Reporter reporter;
    private final Instances instances;
    private final PositionStream stream;
    private final TrackStore tracks;
    private final OperationsStore operations;
    private final Storage storage;
    private final ObjectMapper json;
    private final Clock clock;
    private List<Storage.StoragePart> parts = List.of();
    private Instant partsAt = Instant.MIN;

    Overview(
            Reporter reporter,
            Instances instances,
            PositionStream stream,
            TrackStore tracks,
            OperationsStore operations,
            Storage storage,
            ObjectMapper json,
            Clock clock) {
        this.reporter = reporter;
        this.instances = instances;
        this.stream = stream;
        this.tracks = tracks;
        this.operations = operations;
        this.storage = storage;
        this.json = json;
        this.clock = clock;
    }

    /** @param fleetId whose jobs are listed */
    public Installation look(String fleetId) {
        List<String> unknown = new ArrayList<>();
        Instant now = clock.instant();
        List<Installation.InstanceState> running = running(now);
        List<StreamStatus.Lease> leases = told(stream::leases, List.of(), unknown);
        int setAside = told(
                () -> tracks.listSetAside(MOST_SET_ASIDE + 1, Optional.empty())
                        .items()
                        .size(),
                0,
                unknown);
        return new Installation(
                now,
                storage.engine(),
                instances.version(),
                System.getProperty("java.version"),
                running,
                shards(leases, running),
                devices(running),
                Math.min(setAside, MOST_SET_ASIDE),
                setAside > MOST_SET_ASIDE,
                told(
                        () -> operations
                                .listJobs(fleetId, WATCHED, MOST_JOBS, Optional.empty())
                                .items(),
                        List.of(),
                        unknown),
                told(() -> parts(now), List.of(), unknown),
                storage.freeBytes(),
                unknown);
    }

    private static <T> T told(Supplier<T> question, T otherwise, List<String> unknown) {
        try {
            return question.get();
        } catch (StoreUnavailableException | StreamUnavailableException failed) {
            unknown.add(String.valueOf(failed.getMessage()));
            return otherwise;
        }
    }

    private synchronized List<Storage.StoragePart> parts(Instant now) {
        if (partsAt.plus(STORAGE_HOLDS).isBefore(now)) {
            parts = storage.parts();
            partsAt = now;
        }
        return parts;
    }

    private List<Installation.InstanceState> running(Instant now) {
        List<Installation.InstanceState> running = new ArrayList<>();
        instances
                .self()
                .ifPresent(self -> running.add(new Installation.InstanceState(
                        self.worker(), self.version(), self.startedAt(), now, true, reporter.report())));
        instances
                .others()
                .forEach(other -> running.add(new Installation.InstanceState(
                        other.worker(), other.version(), other.startedAt(), other.heardAt(), false, read(other))));
        running.sort(Comparator.comparing(Installation.InstanceState::worker));
        return running;
    }

    private @Nullable Report read(RunningInstance other) {
        try {
            return json.readValue(other.report(), Report.class);
        } catch (JsonProcessingException anotherRelease) {
            return null;
        }
    }

    private static List<Installation.ShardState> shards(
            List<StreamStatus.Lease> leases, List<Installation.InstanceState> running) {
        Map<String, Report.ShardReport> said = new HashMap<>();
        for (Installation.InstanceState instance : running) {
            Report report = instance.report();
            if (report != null) {
                report.shards().forEach(shard -> said.put(instance.worker() + '/' + shard.id(), shard));
            }
        }
        double mean = said.values().stream()
                .mapToDouble(Report.ShardReport::recordsPerSecond)
                .average()
                .orElse(0);
        Map<String, List<String>> children = new HashMap<>();
        leases.forEach(lease -> lease.parents()
                .forEach(parent -> children.computeIfAbsent(parent, id -> new ArrayList<>())
                        .add(lease.shardId())));
        Set<String> unfinished = leases.stream()
                .filter(lease -> !lease.ended())
                .map(StreamStatus.Lease::shardId)
                .collect(Collectors.toSet());
        return leases.stream()
                .map(lease -> {
                    Report.ShardReport shard = said.get(lease.holder().orElse("") + '/' + lease.shardId());
                    return new Installation.ShardState(
                            lease.shardId(),
                            lease.holder().orElse(null),
                            lease.checkpoint(),
                            lease.parents(),
                            children.getOrDefault(lease.shardId(), List.of()),
                            lease.ended(),
                            lease.parents().stream().anyMatch(unfinished::contains),
                            shard == null ? null : Long.valueOf(shard.behindMillis()),
                            shard == null ? null : Long.valueOf(shard.waitingRecords()),
                            shard == null ? null : Double.valueOf(shard.recordsPerSecond()),
                            shard != null
                                    && shard.recordsPerSecond() >= HOT_SHARD_OF_MEAN * mean
                                    && shard.recordsPerSecond() >= HOT_RECORDS_PER_SECOND);
                })
                .toList();
    }

    private static List<Installation.BusyDevice> devices(List<Installation.InstanceState> running) {
        List<Installation.BusyDevice> devices = new ArrayList<>();
        for (Installation.InstanceState instance : running) {
            Report report = instance.report();
            if (report != null) {
                report.busy()
                        .forEach(busy -> devices.add(new Installation.BusyDevice(
                                busy.deviceId(),
                                instance.worker(),
                                busy.positionsPerSecond(),
                                busy.share(),
                                busy.share() >= HOT_SHARE && busy.positionsPerSecond() >= HOT_POSITIONS_PER_SECOND)));
            }
        }
        devices.sort(Comparator.comparingDouble(Installation.BusyDevice::positionsPerSecond)
                .reversed());
        return devices.stream().limit(MOST_DEVICES).toList();
    }
}
