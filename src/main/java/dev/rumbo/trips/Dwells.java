package dev.rumbo.trips;

import dev.rumbo.geo.Geodesy;
import java.util.ArrayList;
import java.util.List;

/** Finds where a device stayed in one place. */
final class Dwells {

    private final TripRules rules;
    private final Kept kept;

    private Dwells(TripRules rules, Kept kept) {
        this.rules = rules;
        this.kept = kept;
    }

    static List<Cut> of(TripRules rules, Kept kept) {
        return new Dwells(rules, kept).find();
    }

    private List<Cut> find() {
        List<Cut> dwells = new ArrayList<>();
        int ahead = 0;
        int i = 0;
        while (i < kept.size() - 1) {
            long until = kept.timeMillis(i) + rules.errandSeconds() * 1000L;
            while (ahead < kept.size() && kept.timeMillis(ahead) < until) {
                ahead++;
            }
            if (ahead == kept.size()) {
                break;
            }
            int last = returns(i, ahead) ? extend(i) : i;
            if (last >= ahead && (kept.seconds(i, last) >= rules.dwellSeconds() || turnsBack(i, last))) {
                dwells.add(new Cut(i, last, reason(i, last)));
                i = Math.max(last, i + 1);
            } else {
                i = next(i);
            }
        }
        return dwells;
    }

    /**
     * Whether the device is near where it was one stop's duration before, excursions set aside; of most positions of a drive
     * it is not, and they need no closer look.
     */
    private boolean returns(int first, int ahead) {
        int end = Math.min(kept.size() - 1, ahead + rules.errorPositions());
        for (int k = ahead; k <= end; k++) {
            if (kept.within(first, k, 2 * rules.dwellRadiusMeters())) {
                return true;
            }
        }
        return false;
    }

    /** A stay that does not begin here does not begin a few steps further on either: the next candidate lies off this one. */
    private int next(int first) {
        int k = first + 1;
        while (k < kept.size() - 1 && kept.closer(first, k, rules.stepMeters())) {
            k++;
        }
        return k;
    }

    /** Whether the device leaves the way it came: nobody does that in a queue, everybody after an errand. */
    private boolean turnsBack(int first, int last) {
        int before = first;
        while (before > 0 && kept.closer(before, first, rules.turnReachMeters())) {
            before--;
        }
        int after = last;
        while (after < kept.size() - 1 && kept.closer(last, after, rules.turnReachMeters())) {
            after++;
        }
        return !kept.closer(before, first, rules.turnReachMeters())
                && !kept.closer(last, after, rules.turnReachMeters())
                && kept.within(before, after, rules.turnReachMeters());
    }

    /** The last position within the radius of the running mean of those before it. */
    private int extend(int first) {
        double latitude = kept.latitudeE7(first);
        double longitude = 0;
        int origin = kept.longitudeE7(first);
        int inside = 1;
        int lastInside = first;
        int excursions = 0;
        boolean onePlace = true;
        for (int j = first + 1; j < kept.size(); j++) {
            double away = Geodesy.eastE7(origin, kept.longitudeE7(j));
            if (offCenter(j, latitude, longitude, away, rules.dwellRadiusMeters()) <= 0) {
                inside++;
                latitude += (kept.latitudeE7(j) - latitude) / inside;
                longitude += (away - longitude) / inside;
                lastInside = j;
                excursions = 0;
                onePlace = true;
            } else {
                excursions++;
                onePlace &= kept.within(j - excursions + 1, j, rules.dwellRadiusMeters());
                int most = onePlace ? rules.errorPositions() : rules.excursionPositions();
                if (excursions > most || offCenter(j, latitude, longitude, away, rules.excursionMeters()) > 0) {
                    break;
                }
            }
        }
        return lastInside;
    }

    private int offCenter(int k, double latitude, double longitude, double away, double limit) {
        return Geodesy.compareMeters((int) latitude, (int) longitude, kept.latitudeE7(k), (int) away, limit);
    }

    private Reason reason(int first, int last) {
        double seconds = kept.seconds(first, last);
        return new Reason(
                Reason.Rule.DWELL,
                seconds >= rules.dwellSeconds() ? rules.dwellSeconds() : rules.errandSeconds(),
                seconds,
                kept.timeMillis(first),
                kept.timeMillis(last));
    }
}
