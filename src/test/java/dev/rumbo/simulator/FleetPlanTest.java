package dev.rumbo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetPlanTest {

    private static final List<Drive> DRIVES = Drives.shipped("nds_blackbox");
    private static final long FROM = 1_700_000_000_000L;
    private static final long UNTIL = FROM + Duration.ofHours(3).toMillis();

    @Test
    void theSameSeedGivesTheSamePosts() {
        Faults all = new Faults(0.2, Duration.ofMinutes(3), 0.1, 0.05, Duration.ofMinutes(5), 0.3, 0.5);

        assertThat(posts(7, all)).isEqualTo(posts(7, all));
        assertThat(posts(7, all)).isNotEqualTo(posts(8, all));
    }

    @Test
    void withoutFaultsEveryPositionOfTheSpanIsSentOnceAndInTime() {
        List<PlannedPost> posts = posts(1, Faults.NONE);

        assertThat(posts).allSatisfy(post -> {
            assertThat(post.dueMillis()).isEqualTo(post.measuredMillis());
            assertThat(post.doubled()).isFalse();
            assertThat(post.positions()).isSortedAccordingTo(Comparator.naturalOrder());
            assertThat(post.positions()).hasSizeBetween(1, 30);
            assertThat(post.positions().get(0).timeMillis()).isBetween(FROM, UNTIL - 1);
        });
        assertThat(posts).isSortedAccordingTo(Comparator.comparingLong(PlannedPost::dueMillis));
        for (int device = 0; device < 5; device++) {
            List<Position> sent = positions(posts, device);
            assertThat(Track.of(sent)).hasSameSizeAs(sent);
        }
    }

    @Test
    void aSpanCutInTwoHoldsTheSamePositions() {
        PostRules rules = new PostRules(Duration.ZERO, 30, Duration.ofSeconds(30), Faults.NONE);
        FleetPlan plan = FleetPlan.derived(DRIVES, 5, 5_000, rules, 3);
        long middle = FROM + 4_321_000;
        List<PlannedPost> parts = new ArrayList<>(posts(plan, FROM, middle));
        parts.addAll(posts(plan, middle, UNTIL));

        assertThat(Track.of(positions(parts, 2))).isEqualTo(Track.of(positions(posts(plan, FROM, UNTIL), 2)));
    }

    @Test
    void latePostsComeAfterLaterOnesAndNothingIsLost() {
        List<PlannedPost> late = posts(1, new Faults(0.2, Duration.ofMinutes(4), 0, 0, Duration.ZERO, 0, 0));

        assertThat(share(late, late.stream().filter(PlannedPost::late).count())).isCloseTo(0.2, within(0.05));
        assertThat(late).isSortedAccordingTo(Comparator.comparingLong(PlannedPost::dueMillis));
        assertThat(Track.of(positions(late, 0))).isEqualTo(Track.of(positions(posts(1, Faults.NONE), 0)));
    }

    @Test
    void doubledShuffledAndCompressedPostsHaveTheSharesAskedFor() {
        List<PlannedPost> posts = posts(1, new Faults(0, Duration.ZERO, 0.1, 0, Duration.ZERO, 0.3, 0.6));

        assertThat(share(posts, posts.stream().filter(PlannedPost::doubled).count()))
                .isCloseTo(0.1, within(0.04));
        assertThat(share(posts, posts.stream().filter(PlannedPost::gzip).count()))
                .isCloseTo(0.6, within(0.05));
        long shuffled = posts.stream()
                .filter(post -> !post.positions().stream().sorted().toList().equals(post.positions()))
                .count();
        assertThat(share(posts, shuffled)).isCloseTo(0.3, within(0.06));
        assertThat(Track.of(positions(posts, 0))).isEqualTo(Track.of(positions(posts(1, Faults.NONE), 0)));
    }

    @Test
    void aSilenceLeavesOutWhatWouldHaveBeenMeasured() {
        List<Position> whole = positions(posts(1, Faults.NONE), 0);
        List<Position> silent =
                positions(posts(1, new Faults(0, Duration.ZERO, 0, 0.05, Duration.ofMinutes(5), 0, 0)), 0);

        assertThat(silent.size()).isLessThan(whole.size() * 9 / 10);
        assertThat(whole).containsAll(silent);
    }

    @Test
    void theIntervalThinsWhatWasRecordedEverySecond() {
        PostRules rules = new PostRules(Duration.ofSeconds(10), 30, Duration.ofMinutes(5), Faults.NONE);
        List<PlannedPost> posts = posts(FleetPlan.derived(DRIVES, 1, 0, rules, 1), FROM, UNTIL);
        List<Position> sent = positions(posts, 0);

        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).timeMillis() - sent.get(i - 1).timeMillis()).isGreaterThanOrEqualTo(10_000);
        }
        assertThat(sent).hasSizeGreaterThan(100);
    }

    private static List<PlannedPost> posts(long seed, Faults faults) {
        return posts(plan(seed, faults), FROM, UNTIL);
    }

    private static FleetPlan plan(long seed, Faults faults) {
        return FleetPlan.derived(
                DRIVES, 5, 5_000, new PostRules(Duration.ofSeconds(1), 30, Duration.ofSeconds(30), faults), seed);
    }

    private static List<PlannedPost> posts(FleetPlan plan, long from, long until) {
        List<PlannedPost> posts = new ArrayList<>();
        plan.posts(from, until).forEachRemaining(posts::add);
        return posts;
    }

    private static List<Position> positions(List<PlannedPost> posts, int device) {
        return posts.stream()
                .filter(post -> post.device() == device)
                .flatMap(post -> post.positions().stream())
                .toList();
    }

    private static double share(List<PlannedPost> posts, long count) {
        return count / (double) posts.size();
    }
}
