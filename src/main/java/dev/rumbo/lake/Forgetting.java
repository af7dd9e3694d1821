package dev.rumbo.lake;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.lake.Manifest.Forgotten;
import dev.rumbo.lake.Manifest.Kept;
import dev.rumbo.lake.Manifest.LakeFile;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes rows out of the archive: a line of the manifest keeps them from coming in, then the files that hold some are written anew, one
 * after the other. Each step is harmless when repeated, so what broke off begins again.
 */
final class Forgetting {

    private final Lake lake;

    Forgetting(Lake lake) {
        this.lake = lake;
    }

    void forget(Forgotten rule, Runnable breathe) throws IOException {
        lake.commit(now -> now.forgotten().contains(rule) ? now : now.with(rule));
        rewrite(rule::touches, rule::covers, breathe);
        lake.sweep();
    }

    /** All devices at once, since their rows lie in the same files. */
    void keep(Map<DeviceKey, Instant> from, Runnable breathe) throws IOException {
        Manifest marked = lake.commit(now -> now.keeping(from));
        List<Kept> unclean = marked.kept().stream()
                .filter(kept -> kept.cleanMillis() < kept.fromMillis())
                .toList();
        if (unclean.isEmpty()) {
            return;
        }
        Map<LocalDate, Boolean> touched = new HashMap<>();
        rewrite(
                day -> touched.computeIfAbsent(day, key -> unclean.stream().anyMatch(kept -> kept.touches(key))),
                marked.behind(),
                breathe);
        lake.commit(now -> now.cleaned(unclean));
        lake.sweep();
    }

    private void rewrite(Predicate<LocalDate> touched, Predicate<ArchivedPosition> gone, Runnable breathe)
            throws IOException {
        Set<LakeFile> clean = new HashSet<>();
        Optional<LakeFile> next = next(touched, clean);
        while (next.isPresent()) {
            LakeFile file = next.get();
            lake.commit(now -> now.files().contains(file) ? without(now, file, gone) : now);
            clean.add(file);
            breathe.run();
            next = next(touched, clean);
        }
    }

    private Optional<LakeFile> next(Predicate<LocalDate> touched, Set<LakeFile> clean) throws IOException {
        return lake.manifest().files().stream()
                .filter(file -> touched.test(file.date()) && !clean.contains(file))
                .findFirst();
    }

    private Manifest without(Manifest now, LakeFile file, Predicate<ArchivedPosition> gone) throws IOException {
        try (RowFile.Reader rows = lake.read(file);
                RowFile.Writer left = new RowFile.Writer()) {
            while (rows.hasNext()) {
                ArchivedPosition row = rows.next();
                if (!gone.test(row)) {
                    left.add(row);
                }
            }
            if (left.rows() == file.rows()) {
                return now;
            }
            return now.with(List.of(file), left.rows() == 0 ? List.of() : List.of(lake.write(file.date(), left)));
        }
    }
}
