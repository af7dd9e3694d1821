package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.trips.DayTotals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Totals by day, week, month or year, summed from the stored totals of the owner's local days. */
@ApplicationScoped
public class Statistics {

    /** Twenty-seven years of days: what a chart can still show. */
    static final int MAX_EMPTY_BUCKETS = 10_000;

    private final Sights sights;

    @Inject
    Statistics(Sights sights) {
        this.sights = sights;
    }

    /**
     * One period.
     *
     * @param start the first day of the period, which may lie before the span that was asked for
     * @param totals of those days of the period that lie inside the span
     */
    public record Bucket(LocalDate start, Totals totals) {}

    /**
     * The buckets and what they add up to.
     *
     * @param buckets in order. All that the span touches, the empty ones too, so that a chart is continuous; where those
     *     were more than 10,000, only the buckets in which something was driven
     */
    public record Result(List<Bucket> buckets, Totals total) {

        public Result {
            buckets = List.copyOf(buckets);
        }
    }

    /** All devices of the owner; both days included. */
    public Result of(Viewer viewer, Owner owner, LocalDate from, LocalDate to, BucketSize size) {
        Sight tracks = sights.of(viewer, Looked.span(View.Kind.TOTALS, from, to));
        List<DayTotals> days = new ArrayList<>();
        for (DeviceHead head : tracks.listHeads(owner)) {
            days.addAll(tracks.totals(head.device(), from, to));
        }
        return sum(days, from, to, size);
    }

    /** One device; both days included. */
    public Result of(Viewer viewer, DeviceKey device, LocalDate from, LocalDate to, BucketSize size) {
        return sum(sights.of(viewer, Looked.span(View.Kind.TOTALS, from, to)).totals(device, from, to), from, to, size);
    }

    static Result sum(List<DayTotals> days, LocalDate from, LocalDate to, BucketSize size) {
        SortedMap<LocalDate, Totals> buckets = new TreeMap<>();
        if (size.count(from, to) <= MAX_EMPTY_BUCKETS) {
            for (LocalDate start = size.startOf(from); !start.isAfter(to); start = size.next(start)) {
                buckets.put(start, Totals.NONE);
            }
        }
        Totals total = Totals.NONE;
        for (DayTotals day : days) {
            buckets.merge(size.startOf(day.date()), Totals.NONE.plus(day), Totals::plus);
            total = total.plus(day);
        }
        List<Bucket> result = new ArrayList<>(buckets.size());
        buckets.forEach((start, totals) -> result.add(new Bucket(start, totals)));
        return new Result(result, total);
    }
}
