package dev.rumbo.trips;

import dev.rumbo.trips.Barriers.Barrier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trips and stops of a device as a function of the set of its positions.
 *
 * <p>{@link Barriers} cut the positions into islands. {@link Island Each is understood alone}; across the border between
 * two, only the last used position of one and the first of the next matter. So a new position can change no more than
 * its island and the segments that lead in and out, and {@link #recompute} gives exactly what {@link #detect} would.
 */
public final class TripDetector {

    private final TripRules rules;

    public TripDetector(TripRules rules) {
        this.rules = rules;
    }

    /** The whole timeline of a device that its owner never corrected. */
    public Timeline detect(String deviceId, Track track) {
        return detect(deviceId, track, Corrections.NONE);
    }

    /** The definition: the whole timeline of a device from all its positions and all corrections of its owner. */
    public Timeline detect(String deviceId, Track track, Corrections corrections) {
        List<Island> islands = islands(deviceId, track, Barriers.of(rules, track, true, true));
        return Timeline.of(deviceId, track, segments(deviceId, islands, 0, islands.size(), corrections));
    }

    /**
     * The same function, run over the neighborhood of new positions.
     *
     * @param window all positions of the device, the new ones included, from the time of the window's first to the time of
     *     its last
     * @param startsAtFirst whether the device has no position before the window
     * @param endsAtLast whether it has none after the window
     * @param firstChangedMillis time of the first new position, or where what a new or undone correction speaks of begins
     * @param lastChangedMillis time of the last new position, or where that ends
     * @param corrections all that overlap the window, as they are from now on
     * @return what has to be replaced and by what; empty where the window is too narrow to know, which it never is where
     *     nothing lies outside it
     */
    public Optional<Splice> recompute(
            String deviceId,
            Track window,
            boolean startsAtFirst,
            boolean endsAtLast,
            long firstChangedMillis,
            long lastChangedMillis,
            Corrections corrections) {
        List<Barrier> barriers = Barriers.of(rules, window, startsAtFirst, endsAtLast);
        List<Island> islands = islands(deviceId, window, barriers);
        return new Neighborhood(barriers, startsAtFirst, endsAtLast)
                .find(islands, firstChangedMillis, lastChangedMillis, corrections)
                .map(range -> new Splice(
                        range.fromMillis(),
                        range.toMillis(),
                        segments(deviceId, islands, range.firstIsland(), range.endIsland(), corrections)));
    }

    /**
     * Where the positions before could go, by time: what begins at a frontier or later is found in what is left of the track as it was, unless a
     * correction reaches across, or a position is left alone that the cleaning kept for its neighbors only.
     *
     * @param window all positions of the device from its first to its last
     * @param startsAtFirst whether the device has no position before the window
     * @param endsAtLast whether it has none after the window
     */
    public List<Frontier> frontiers(Track window, boolean startsAtFirst, boolean endsAtLast) {
        return Barriers.of(rules, window, startsAtFirst, endsAtLast).stream()
                .map(barrier -> new Frontier(
                        barrier.fromMillis(),
                        barrier.silence() ? barrier.fromMillis() : window.timeMillis(barrier.index())))
                .toList();
    }

    /** The frontier at a position that is older than a silence, or the last of the device. */
    public static Frontier frontierAt(long millis) {
        return new Frontier(millis, millis);
    }

    /**
     * Trips whose positions are no more, as they are described by now; nothing else of them changes.
     *
     * @param corrections all that overlap them
     * @param undone corrections that are no more
     */
    public static List<Segment> described(List<Segment> given, Corrections corrections, Set<CorrectionId> undone) {
        return Correcting.describe(given, corrections, undone);
    }

    /** What the detector makes of each position of a track that holds all positions around it, in the track's order. */
    public List<Verdict> verdicts(Track track) {
        Verdict[] verdicts = new Verdict[track.size()];
        int from = 0;
        for (Barrier barrier : Barriers.of(rules, track, true, true)) {
            fill(verdicts, track, from, barrier.index());
            from = barrier.index();
        }
        fill(verdicts, track, from, track.size());
        return Arrays.asList(verdicts);
    }

    private void fill(Verdict[] verdicts, Track track, int from, int to) {
        System.arraycopy(Cleaning.verdicts(rules, track, from, to), 0, verdicts, from, to - from);
    }

    private List<Island> islands(String deviceId, Track track, List<Barrier> barriers) {
        List<Island> islands = new ArrayList<>(barriers.size() + 1);
        for (int i = 0; i <= barriers.size() && !track.isEmpty(); i++) {
            Optional<Barrier> before = i == 0 ? Optional.empty() : Optional.of(barriers.get(i - 1));
            Optional<Barrier> after = i == barriers.size() ? Optional.empty() : Optional.of(barriers.get(i));
            int from = before.map(Barrier::index).orElse(0);
            int to = after.map(Barrier::index).orElse(track.size());
            islands.add(new Island(rules, deviceId, track, from, to, before, after));
        }
        return islands;
    }

    /** The segments that start in the given islands; the islands after them are only looked at for what follows. */
    private List<Segment> segments(String deviceId, List<Island> islands, int first, int end, Corrections corrections) {
        List<Segment> segments = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Kept kept = islands.get(i).kept();
            if (kept.size() == 0) {
                continue;
            }
            int next = i + 1;
            while (next < islands.size() && islands.get(next).kept().size() == 0) {
                next++;
            }
            boolean follows = next < islands.size();
            segments.addAll(islands.get(i).segments(corrections, follows));
            if (follows) {
                Crossing.of(
                                rules,
                                deviceId,
                                kept,
                                kept.size() - 1,
                                islands.get(next).kept(),
                                0)
                        .ifPresent(segments::add);
            }
        }
        return Correcting.apply(corrections, segments, (from, to) -> used(islands, from, to));
    }

    private static int used(List<Island> islands, long fromMillis, long toMillis) {
        return islands.stream()
                .map(Island::kept)
                .mapToInt(kept -> kept.indexOf(toMillis + 1) - kept.indexOf(fromMillis))
                .sum();
    }
}
