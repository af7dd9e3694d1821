package dev.rumbo.simulator;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * What a fleet posts and when: a pure function of the seed and the time.
 *
 * @param devices one plan per device
 * @param seed decides which posts the faults befall
 */
public record FleetPlan(List<? extends DrivePlan> devices, PostRules rules, long seed) {

    /** The longest stop of a derived device at either end of its road. */
    private static final int LONGEST_STOP_SECONDS = 900;

    public FleetPlan {
        devices = List.copyOf(devices);
    }

    /**
     * Devices on roads derived from {@code drives}, each turned at will and moved by up to {@code spreadMeters} to every
     * side, some slower and some faster than recorded, each at another point of its round. Without spread the cars keep to
     * the recorded roads.
     */
    public static FleetPlan derived(List<Drive> drives, int devices, double spreadMeters, PostRules rules, long seed) {
        Random random = new Random(seed);
        List<Shuttle> shuttles = random.longs(devices)
                .mapToObj(each -> derived(drives, spreadMeters, new Random(each)))
                .toList();
        return new FleetPlan(shuttles, rules, seed);
    }

    private static Shuttle derived(List<Drive> drives, double spreadMeters, Random random) {
        Drive drive = drives.get(random.nextInt(drives.size()));
        double stretch = 0.9 + 0.3 * random.nextDouble();
        boolean backwards = random.nextBoolean();
        double turn = 360 * random.nextDouble();
        double north = spreadMeters * (2 * random.nextDouble() - 1);
        double east = spreadMeters * (2 * random.nextDouble() - 1);
        Leg leg = new Leg(drive, stretch, backwards, spreadMeters == 0 ? 0 : turn, north, east);
        long parked = 1_000L * (60 + random.nextInt(LONGEST_STOP_SECONDS - 60));
        long round = 2 * (leg.durationMillis() + parked);
        return new Shuttle(leg, parked, Math.floorMod(random.nextLong(), round));
    }

    /** The posts of all positions with {@code from <= time < until}, by due time; holds one post per device. */
    public Iterator<PlannedPost> posts(long fromMillis, long untilMillis) {
        return new Posts(fromMillis, untilMillis);
    }

    private final class Posts implements Iterator<PlannedPost> {

        private record Head(PlannedPost post, DevicePosts following) {}

        private final PriorityQueue<Head> heads =
                new PriorityQueue<>(Comparator.<Head>comparingLong(head -> head.post.measuredMillis())
                        .thenComparingInt(head -> head.post.device()));
        private final PriorityQueue<PlannedPost> heldBack = new PriorityQueue<>(
                Comparator.comparingLong(PlannedPost::dueMillis).thenComparingInt(PlannedPost::device));

        Posts(long fromMillis, long untilMillis) {
            for (int i = 0; i < devices.size(); i++) {
                push(new DevicePosts(i, devices.get(i), rules, seed, fromMillis, untilMillis));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty() || !heldBack.isEmpty();
        }

        @Override
        public PlannedPost next() {
            while (true) {
                Head head = heads.peek();
                PlannedPost held = heldBack.peek();
                if (held != null && (head == null || held.dueMillis() <= head.post.measuredMillis())) {
                    return heldBack.remove();
                }
                if (head == null) {
                    throw new NoSuchElementException();
                }
                heads.remove();
                push(head.following);
                if (!head.post.late()) {
                    return head.post;
                }
                heldBack.add(head.post);
            }
        }

        private void push(DevicePosts posts) {
            if (posts.hasNext()) {
                heads.add(new Head(posts.next(), posts));
            }
        }
    }
}
