package dev.rumbo.trips;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What the owner made of a trip.
 *
 * @param name empty where the trip has none
 * @param corrections those that made the trip what it is, in the order in which they were made
 */
public record Edits(String name, Purpose purpose, List<CorrectionId> corrections) {

    /** Of a trip that is as it was found. */
    public static final Edits NONE = new Edits("", Purpose.NONE, List.of());

    public Edits {
        corrections = List.copyOf(corrections);
    }

    /** What a trip was driven for. */
    public enum Purpose {
        /** Nobody said. */
        NONE,
        BUSINESS,
        PRIVATE
    }

    static Edits of(String name, Purpose purpose, Collection<CorrectionId> corrections) {
        return new Edits(
                name,
                purpose,
                corrections.stream()
                        .distinct()
                        .sorted(Comparator.comparingLong(CorrectionId::sequence))
                        .toList());
    }
}
