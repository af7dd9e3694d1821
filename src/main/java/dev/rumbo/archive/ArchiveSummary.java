package dev.rumbo.archive;

import dev.rumbo.archive.ArchiveFile.Content;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an archive holds, and what of it was not there before.
 *
 * @param created when it was taken
 * @param name of the user then
 * @param timeZone of the user then
 * @param added empty where it was only looked at
 */
public record ArchiveSummary(
        Instant created,
        String name,
        String timeZone,
        long devices,
        long positions,
        long corrections,
        long places,
        Optional<ArchiveRestore.Added> added) {

    static ArchiveSummary of(Content content, Optional<ArchiveRestore.Added> added) {
        return new ArchiveSummary(
                Objects.requireNonNull(content.manifest().created()),
                content.owner().name(),
                content.owner().timeZone().getId(),
                content.devices().size(),
                content.positions(),
                content.corrections(),
                content.places().size(),
                added);
    }
}
