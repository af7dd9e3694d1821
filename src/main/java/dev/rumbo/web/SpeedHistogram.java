package dev.rumbo.web;

import dev.rumbo.trips.Track;
import java.util.ArrayList;
import java.util.List;

/**
 * For how long a trip went how fast, in bands of ten of the reader's unit.
 *
 * @param bands from standing up to the fastest, the empty ones between them too
 * @param seconds of all bands: the trip without its silences
 */
public record SpeedHistogram(List<Band> bands, long seconds) {

    private static final int BAND = 10;
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final int CHART_PX = 120;
    private static final int MOST_LABELS = 9;

    public SpeedHistogram {
        bands = List.copyOf(bands);
    }

    /**
     * A band.
     *
     * @param from lower limit, included
     * @param to upper limit
     * @param color index of the route's colour in the middle of the band
     * @param x where its column begins, of {@code 100%}
     * @param height of its column in pixels
     * @param labelled whether its lower limit has room on the axis, before the unit at the end
     */
    public record Band(
            int from,
            int to,
            long seconds,
            int percent,
            int color,
            String x,
            String width,
            int height,
            boolean labelled) {

        public int y() {
            return CHART_PX - height;
        }
    }

    static SpeedHistogram of(Track track, Units units) {
        Speeds speeds = Speeds.of(track);
        List<Double> sums = new ArrayList<>();
        for (int i = 0; i + 1 < track.size(); i++) {
            double speed = speeds.at(i);
            if (Double.isNaN(speed) || Speeds.isSilent(track, i)) {
                continue;
            }
            int band = (int) (speed * units.speedFactor() / BAND);
            while (sums.size() <= band) {
                sums.add(0.0);
            }
            sums.set(band, sums.get(band) + (track.timeMillis(i + 1) - track.timeMillis(i)) / MILLIS_PER_SECOND);
        }
        double all = sums.stream().mapToDouble(Double::doubleValue).sum();
        double most = sums.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        int every = sums.size() > MOST_LABELS ? 2 : 1;
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            int from = i * BAND;
            bands.add(new Band(
                    from,
                    from + BAND,
                    Math.round(sums.get(i)),
                    (int) Math.round(100 * sums.get(i) / all),
                    color(from + BAND / 2, units),
                    Chart.percent(i, sums.size()),
                    Chart.percent(0.86, sums.size()),
                    Chart.pixels(sums.get(i), most, CHART_PX),
                    i == 0 || (i % every == 0 && i + every < sums.size())));
        }
        return new SpeedHistogram(bands, Math.round(all));
    }

    private static int color(int speed, Units units) {
        List<Integer> limits = units.speedLimits();
        int band = 0;
        while (band < limits.size() && speed >= limits.get(band)) {
            band++;
        }
        return band;
    }
}
