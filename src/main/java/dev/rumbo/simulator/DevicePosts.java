package dev.rumbo.simulator;

import dev.rumbo.trips.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The posts of one device in the order in which they are measured; the same for the same seed. */
final class DevicePosts implements Iterator<PlannedPost> {

    private final int device;
    private final PostRules rules;
    private final long untilMillis;
    private final Random random;
    private final Iterator<Position> positions;
    private @Nullable Position upcoming;
    private long notBefore = Long.MIN_VALUE;
    private @Nullable PlannedPost post;

    DevicePosts(int device, DrivePlan plan, PostRules rules, long seed, long fromMillis, long untilMillis) {
        this.device = device;
        this.rules = rules;
        this.untilMillis = untilMillis;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + device);
        this.positions = plan.from(fromMillis);
        advance();
        post = plan();
    }

    @Override
    public boolean hasNext() {
        return post != null;
    }

    @Override
    public PlannedPost next() {
        PlannedPost result = post;
        if (result == null) {
            throw new NoSuchElementException();
        }
        post = plan();
        return result;
    }

    private @Nullable PlannedPost plan() {
        Faults faults = rules.faults();
        while (upcoming != null) {
            // Drawn in full for every post, so that changing one share leaves the other faults where they were.
            double silent = random.nextDouble();
            double late = random.nextDouble();
            double lateness = 0.5 + random.nextDouble();
            double doubled = random.nextDouble();
            double gzip = random.nextDouble();
            double shuffled = random.nextDouble();
            long shuffle = random.nextLong();
            if (silent < faults.silent()) {
                notBefore = upcoming.timeMillis() + faults.silentFor().toMillis();
                skip();
            } else {
                List<Position> gathered = gather();
                long measured = gathered.get(gathered.size() - 1).timeMillis();
                long delay = late < faults.late()
                        ? Math.max(1, Math.round(faults.lateBy().toMillis() * lateness))
                        : 0;
                if (shuffled < faults.shuffled()) {
                    Collections.shuffle(gathered, new Random(shuffle));
                }
                return new PlannedPost(
                        device, measured, measured + delay, gathered, doubled < faults.doubled(), gzip < faults.gzip());
            }
        }
        return null;
    }

    private List<Position> gather() {
        List<Position> gathered = new ArrayList<>();
        long last = Long.MAX_VALUE;
        for (Position next = upcoming;
                next != null && gathered.size() < rules.size() && next.timeMillis() <= last;
                next = upcoming) {
            if (gathered.isEmpty()) {
                last = next.timeMillis() + rules.span().toMillis();
            }
            gathered.add(next);
            notBefore = next.timeMillis() + rules.interval().toMillis();
            advance();
            skip();
        }
        return gathered;
    }

    private void skip() {
        while (upcoming != null && upcoming.timeMillis() < notBefore) {
            advance();
        }
    }

    private void advance() {
        Position next = positions.hasNext() ? positions.next() : null;
        upcoming = next != null && next.timeMillis() < untilMillis ? next : null;
    }
}
