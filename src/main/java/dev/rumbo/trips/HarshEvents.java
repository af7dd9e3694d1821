package dev.rumbo.trips;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds harsh acceleration and braking in the speeds that a phone told.
 *
 * <p>Only where they can carry it: speeds every second or two, of fine enough resolution and not repeated from a slower
 * receiver. Positions are never differentiated twice: what is noise in them would be an emergency stop. An event shows in
 * two legs in a row and in the speeds before and after them, so that no single wrong speed makes one.
 */
public final class HarshEvents {

    /** Legs longer than this can hide a whole braking. */
    private static final long DENSE_MILLIS = 2_000;
    /** A longer leg is a silence, which says nothing of the receiver. */
    private static final long SILENCE_MILLIS = 60_000;
    /** So much of the time that is not silence has to be dense for a count to be that of the trip. */
    private static final double DENSE_SHARE = 0.8;
    /** In m/s: nine changes in ten are at least this large where speeds are whole metres per second or miles per hour. */
    private static final double RESOLUTION = 0.3;
    /** Of the legs in motion no more may repeat their speed: a driver does not hold it to the centimetre, a stale value is. */
    private static final double REPEATED_SHARE = 0.5;
    /** In m/s, slower than which a car can keep its speed by standing. */
    private static final double MOTION = 1;
    /** In m/s²: no tyre on a road holds more, so one of the two speeds is wrong. */
    private static final double GRIP = 10;

    private final TripRules rules;
    private final Track track;

    private HarshEvents(TripRules rules, Track track) {
        this.rules = rules;
        this.track = track;
    }

    /**
     * The events of a trip in time order.
     *
     * @param route the positions of the trip that the cleaning kept
     * @return empty where its speeds cannot tell
     */
    public static Optional<List<HarshEvent>> of(TripRules rules, Track route) {
        HarshEvents events = new HarshEvents(rules, route);
        return events.tellable() ? Optional.of(events.find()) : Optional.empty();
    }

    private boolean tellable() {
        long heard = 0;
        long dense = 0;
        int moving = 0;
        int repeated = 0;
        int changed = 0;
        int[] changes = new int[track.size()];
        for (int leg = 0; leg + 1 < track.size(); leg++) {
            long millis = track.timeMillis(leg + 1) - track.timeMillis(leg);
            heard += millis > SILENCE_MILLIS ? 0 : millis;
            if (!dense(leg)) {
                continue;
            }
            dense += millis;
            int change = Math.abs(speed(leg + 1) - speed(leg));
            if (change > 0) {
                changes[changed++] = change;
            }
            if (speed(leg) > MOTION * 100) {
                moving++;
                repeated += change == 0 ? 1 : 0;
            }
        }
        if (changed == 0 || dense < DENSE_SHARE * heard || repeated > REPEATED_SHARE * moving) {
            return false;
        }
        Arrays.sort(changes, 0, changed);
        return changes[changed / 10] <= RESOLUTION * 100;
    }

    private List<HarshEvent> find() {
        List<HarshEvent> events = new ArrayList<>();
        int lastLeg = Integer.MIN_VALUE;
        for (int leg = 1; leg + 3 < track.size(); leg++) {
            if (!harsh(leg)) {
                continue;
            }
            HarshEvent event = new HarshEvent(
                    track.timeMillis(leg + 1), track.get(leg + 1).coordinate(), acceleration(leg, leg + 2));
            HarshEvent before = events.isEmpty() ? event : events.get(events.size() - 1);
            boolean goesOn =
                    leg == lastLeg + 1 && before.metersPerSecondSquared() > 0 == event.metersPerSecondSquared() > 0;
            if (!goesOn) {
                events.add(event);
            } else if (Math.abs(event.metersPerSecondSquared()) > Math.abs(before.metersPerSecondSquared())) {
                events.set(events.size() - 1, event);
            }
            lastLeg = leg;
        }
        return List.copyOf(events);
    }

    /** Whether a leg and the next one are an event, with one leg on either side to prove it. */
    private boolean harsh(int leg) {
        for (int i = leg - 1; i <= leg + 2; i++) {
            if (!dense(i) || Math.abs(acceleration(i, i + 1)) > GRIP) {
                return false;
            }
        }
        double mean = acceleration(leg, leg + 2);
        double limit =
                mean > 0 ? rules.harshAccelerationMetersPerSecondSquared() : rules.harshBrakingMetersPerSecondSquared();
        int change = speed(leg + 2) - speed(leg);
        return Math.abs(mean) >= limit
                && shares(speed(leg + 1) - speed(leg), change / 4.0)
                && shares(speed(leg + 2) - speed(leg + 1), change / 4.0)
                && shares(speed(leg + 3) - speed(leg), change / 2.0)
                && shares(speed(leg + 2) - speed(leg - 1), change / 2.0);
    }

    /** Whether a change has the direction of another and is at least as large. */
    private static boolean shares(int change, double least) {
        return least > 0 ? change >= least : change <= least;
    }

    private boolean dense(int leg) {
        return track.timeMillis(leg + 1) - track.timeMillis(leg) <= DENSE_MILLIS
                && speed(leg) != Position.ABSENT
                && speed(leg + 1) != Position.ABSENT;
    }

    /** In m/s². */
    private double acceleration(int from, int to) {
        return (speed(to) - speed(from)) * 10.0 / (track.timeMillis(to) - track.timeMillis(from));
    }

    private int speed(int i) {
        return track.speedCentimetersPerSecond(i);
    }
}
