package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.store.Job;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Work in the background. */
@Schema(name = "Job")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobJson(
        String id,

        @Schema(
                description =
                        "rules: all devices under new rules; rebuild: as asked; replay: the stream again; archive_replay: the archive")
        String kind,

        @Schema(description = "waiting, running, done, or failed where not everything could be done")
        String state,

        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,

        @Schema(description = "The one device that is rebuilt; absent for all of the fleet") @Nullable
        String device,

        @Schema(description = "Where a replay begins") @Nullable
        Instant from,

        @Schema(description = "Where a replay of the archive ends; it is not included") @Nullable
        Instant to,

        @Schema(description = "The version of the rules that led to it") @Nullable
        Integer rulesVersion,

        @Nullable RebuildProgress rebuild,
        @Nullable ReplayProgress replay,

        @Schema(description = "What went wrong, in words") @Nullable
        String problem) {

    /** How far a rebuild is. */
    @Schema(name = "RebuildProgress")
    record RebuildProgress(
            @Schema(description = "Looked at, in order of their ids")
            long devicesDone,

            @Schema(description = "0 until they are counted")
            long devicesTotal,

            @Schema(description = "Worked out again; the others followed the newest rules already")
            long devicesRebuilt,

            long devicesFailed) {}

    /** How far a replay is. */
    @Schema(name = "ReplayProgress")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplayProgress(
            long recordsRead,

            @Schema(description = "That were missing") long positionsStored,

            @Schema(description = "That could not be read and are set aside")
            long recordsSetAside,

            @Schema(
                    description =
                            "Shard and number of the last record, or the day of the archive; read one after the other")
            @Nullable
            String reached) {}

    static JobJson from(Job job) {
        Job.Progress progress = job.progress();
        boolean ofArchive = job.kind() == Job.Kind.ARCHIVE_REPLAY;
        boolean replay = ofArchive || job.kind() == Job.Kind.REPLAY;
        return new JobJson(
                job.id(),
                job.kind().name().toLowerCase(Locale.ROOT),
                job.state().name().toLowerCase(Locale.ROOT),
                job.createdAt(),
                job.startedAt().orElse(null),
                job.finishedAt().orElse(null),
                job.deviceId().orElse(null),
                job.from().orElse(null),
                job.to().orElse(null),
                job.kind() == Job.Kind.RULES ? job.rulesVersion() : null,
                replay
                        ? null
                        : new RebuildProgress(progress.done(), progress.total(), progress.changed(), progress.failed()),
                replay
                        ? new ReplayProgress(
                                progress.done(),
                                progress.changed(),
                                progress.failed(),
                                ofArchive
                                        ? job.archiveDay().map(Object::toString).orElse(null)
                                        : progress.cursor().isEmpty() ? null : progress.cursor())
                        : null,
                progress.problem().orElse(null));
    }
}
