package dev.rumbo.web;

import dev.rumbo.store.Job;
import java.text.NumberFormat;
import java.util.Locale;

/** Figures of the operator's page in the viewer's language. */
public final class OpsFormat {

    private static final long KILO = 1_000;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final int PERCENT = 100;
    private static final long LATE_MILLIS = 10 * KILO;
    private static final int WHOLE_ID = 14;
    private static final int TAIL = 8;
    private static final String KINESIS_SHARD = "shardId-";
    private static final int SHARD_TAIL = 4;

    private final Format format;
    private final Locale locale;

    OpsFormat(Format format, Locale locale) {
        this.format = format;
        this.locale = locale;
    }

    public String size(long bytes) {
        double left = bytes;
        int unit = 0;
        while (left >= KILO && unit < UNITS.length - 1) {
            left /= KILO;
            unit++;
        }
        return number(left, unit == 0 ? 0 : 1) + " " + UNITS[unit];
    }

    public String rate(double perSecond) {
        return number(perSecond, perSecond > 0 && perSecond < PERCENT ? 1 : 0);
    }

    public String share(double share) {
        return number(share * PERCENT, 0) + " %";
    }

    /** Later than what viewers of the live map take for now. */
    public boolean isLate(long behindMillis) {
        return behindMillis >= LATE_MILLIS;
    }

    /** @param millis of delay */
    public String delay(long millis) {
        return millis < 60 * KILO
                ? number(millis / (double) KILO, millis == 0 ? 0 : 1) + " s"
                : format.duration(millis / KILO);
    }

    /** Where ids stand beside each other: what tells them apart is at their end. */
    public String tail(String id) {
        return id.length() <= WHOLE_ID ? id : "…" + id.substring(id.length() - TAIL);
    }

    /** Beside the shards that are named in full. */
    public String shard(String id) {
        return id.startsWith(KINESIS_SHARD) ? "…" + id.substring(Math.max(0, id.length() - SHARD_TAIL)) : id;
    }

    /** How far a job is. */
    public String progress(Job job) {
        Job.Progress progress = job.progress();
        return progress.total() == 0
                ? format.count(progress.done())
                : format.count(progress.done()) + " / " + format.count(progress.total());
    }

    private String number(double value, int decimals) {
        NumberFormat figures = NumberFormat.getNumberInstance(locale);
        figures.setMaximumFractionDigits(decimals);
        return figures.format(value);
    }
}
