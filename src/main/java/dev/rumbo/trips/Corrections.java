package dev.rumbo.trips;

import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Correction.Delete;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Correction.Merge;
import dev.rumbo.trips.Correction.Split;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The corrections of a device, or those that speak about a stretch of its time. Immutable; equal sets mean the same. */
public final class Corrections {

    private static final Comparator<Correction> BY_TIME =
            Comparator.comparingLong(Correction::fromMillis).thenComparingLong(Correction::sequence);

    /** Everything is as it was found. */
    public static final Corrections NONE = new Corrections(List.of());

    private final boolean empty;
    private final List<Correction> merges;
    private final List<Correction> splits;
    private final List<Correction> deletes;
    private final List<Correction> descriptions;
    private final List<Correction> borders;

    private Corrections(Collection<Correction> all) {
        empty = all.isEmpty();
        merges = of(all, Merge.class);
        deletes = of(all, Delete.class);
        descriptions = of(all, Describe.class);
        borders = of(all, Border.class);
        splits = of(all, Split.class).stream().filter(this::stands).toList();
    }

    public static Corrections of(Collection<Correction> all) {
        return all.isEmpty() ? NONE : new Corrections(all);
    }

    boolean isEmpty() {
        return empty;
    }

    List<Correction> mergesNear(long fromMillis, long toMillis) {
        return near(merges, fromMillis, toMillis);
    }

    /** Without those that a newer merge undid. */
    List<Correction> splitsNear(long fromMillis, long toMillis) {
        return near(splits, fromMillis, toMillis);
    }

    List<Correction> deletesNear(long fromMillis, long toMillis) {
        return near(deletes, fromMillis, toMillis);
    }

    List<Correction> descriptionsNear(long fromMillis, long toMillis) {
        return near(descriptions, fromMillis, toMillis);
    }

    /** Whether a file says that recording broke off between two times at which positions follow one another. */
    public boolean breakOffBetween(long fromMillis, long toMillis) {
        return !bordersWithin(fromMillis, toMillis).isEmpty();
    }

    /** Borders that begin and end in the span, both ends included. */
    List<Correction> bordersWithin(long fromMillis, long toMillis) {
        List<Correction> found = new ArrayList<>();
        for (int i = firstFrom(borders, fromMillis); i < borders.size(); i++) {
            Correction border = borders.get(i);
            if (border.fromMillis() > toMillis) {
                break;
            }
            if (border.toMillis() <= toMillis) {
                found.add(border);
            }
        }
        return found;
    }

    /** A merge that speaks about what lies before {@code millis} and about what lies after it. */
    Optional<Correction> mergeAcross(long millis) {
        return near(merges, millis, millis).stream()
                .filter(merge -> merge.fromMillis() < millis && millis < merge.toMillis())
                .findFirst();
    }

    /** Whether no newer merge says that the time of the split lies within one trip. */
    private boolean stands(Correction split) {
        return near(merges, split.fromMillis(), split.toMillis()).stream()
                .noneMatch(merge -> merge.sequence() > split.sequence()
                        && merge.fromMillis() < split.fromMillis()
                        && split.fromMillis() < merge.toMillis());
    }

    /** Those that overlap or touch the span, both ends included. */
    private static List<Correction> near(List<Correction> byTime, long fromMillis, long toMillis) {
        List<Correction> found = new ArrayList<>();
        for (int i = firstFrom(byTime, fromMillis - Correction.LONGEST.toMillis()); i < byTime.size(); i++) {
            Correction correction = byTime.get(i);
            if (correction.fromMillis() > toMillis) {
                break;
            }
            if (correction.toMillis() >= fromMillis) {
                found.add(correction);
            }
        }
        return found;
    }

    private static int firstFrom(List<Correction> byTime, long millis) {
        int low = 0;
        int high = byTime.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byTime.get(middle).fromMillis() < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static List<Correction> of(Collection<Correction> all, Class<? extends Correction.Change> kind) {
        return all.stream()
                .filter(correction -> kind.isInstance(correction.change()))
                .sorted(BY_TIME)
                .toList();
    }
}
