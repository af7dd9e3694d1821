package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrackTest {

    private static final Position FIRST = new Position(1000, 1, 2, 3, 4, 5, 6);
    private static final Position SECOND = new Position(2000, 1, 2, 3, 4, 5, 6);
    private static final Position THIRD = new Position(3000, 1, 2, 3, 4, 5, 6);

    /** Every set of positions, however parted, put together again. */
    @Test
    void unionDifferenceAndIntersectionAreThoseOfSets() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            List<Position> a = some(random);
            List<Position> b = some(random);
            TreeSet<Position> union = new TreeSet<>(a);
            union.addAll(b);
            TreeSet<Position> difference = new TreeSet<>(a);
            difference.removeAll(b);
            assertThat(Track.of(a).union(Track.of(b))).containsExactlyElementsOf(union);
            assertThat(Track.of(a).minus(Track.of(b))).containsExactlyElementsOf(difference);
            TreeSet<Position> intersection = new TreeSet<>(a);
            intersection.retainAll(b);
            assertThat(Track.of(a).and(Track.of(b))).containsExactlyElementsOf(intersection);
        }
    }

    @Test
    void theUnionOfManyIsThatOfSets() {
        Random random = new Random(2);
        for (int parts = 0; parts < 40; parts++) {
            List<List<Position>> all =
                    Stream.generate(() -> some(random)).limit(parts).toList();
            assertThat(Track.union(all.stream().map(Track::of).toList()))
                    .containsExactlyElementsOf(
                            all.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void tracksThatFollowOneAnotherAreJoined() {
        assertThat(Track.of(List.of(FIRST)).union(Track.of(List.of(SECOND, THIRD))))
                .containsExactly(FIRST, SECOND, THIRD);
        assertThat(Track.of(List.of(SECOND, THIRD)).union(Track.of(List.of(FIRST))))
                .containsExactly(FIRST, SECOND, THIRD);
        assertThat(Track.EMPTY.union(Track.of(List.of(FIRST)))).containsExactly(FIRST);
        assertThat(Track.of(List.of(FIRST)).union(Track.EMPTY)).containsExactly(FIRST);
    }

    @Test
    void columnsAreSortedAndRidOfRepetitionsWhereTheyMust() {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            List<Position> positions = some(random);
            assertThat(ofColumns(positions)).isEqualTo(Track.of(positions));
            assertThat(ofColumns(Track.of(positions))).isEqualTo(Track.of(positions));
        }
        assertThatThrownBy(() -> Track.ofColumns(new long[] {1}, new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a position has 6 columns, not 1");
    }

    @Test
    void aSpanHasItsStartAndNotItsEnd() {
        Track track = Track.of(List.of(FIRST, SECOND, THIRD));
        assertThat(track.between(1000, 3000)).containsExactly(FIRST, SECOND);
        assertThat(track.between(1001, 3001)).containsExactly(SECOND, THIRD);
        assertThat(track.between(3001, 9000)).isEmpty();
        assertThat(track.between(2500, 1500)).isEmpty();
        assertThat(track.indexOf(2000)).isEqualTo(1);
        assertThat(track.indexOf(2001)).isEqualTo(2);
        assertThat(track.indexOf(4000)).isEqualTo(3);
        assertThat(track.slice(0, 3)).isSameAs(track);
        assertThatThrownBy(() -> track.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void itIsCutWhereMoreThanSoMuchTimeIsBetween() {
        Track track = Track.of(List.of(FIRST, SECOND, THIRD));
        assertThat(track.cutWhereApart(1000)).containsExactly(track);
        assertThat(track.cutWhereApart(999))
                .containsExactly(Track.of(List.of(FIRST)), Track.of(List.of(SECOND)), Track.of(List.of(THIRD)));
        assertThat(Track.of(List.of(FIRST, THIRD))
                        .union(Track.of(List.of(new Position(4000, 1, 2, 3, 4, 5, 6))))
                        .cutWhereApart(1500))
                .extracting(Track::size)
                .containsExactly(1, 2);
        assertThat(Track.EMPTY.cutWhereApart(1000)).isEmpty();
    }

    /** So few instants and values that many are equal. */
    private static List<Position> some(Random random) {
        List<Position> positions = new ArrayList<>();
        int size = random.nextInt(8);
        int from = random.nextInt(3) * 5;
        for (int i = 0; i < size; i++) {
            positions.add(new Position(
                    from + random.nextInt(6),
                    random.nextInt(2),
                    random.nextInt(2),
                    random.nextBoolean() ? Position.ABSENT : 0,
                    random.nextInt(2),
                    random.nextInt(2),
                    random.nextInt(2)));
        }
        Collections.shuffle(positions, random);
        return positions;
    }

    private static Track ofColumns(List<Position> positions) {
        return Track.ofColumns(
                positions.stream().mapToLong(Position::timeMillis).toArray(),
                positions.stream().mapToInt(Position::latitudeE7).toArray(),
                positions.stream().mapToInt(Position::longitudeE7).toArray(),
                positions.stream().mapToInt(Position::speedCentimetersPerSecond).toArray(),
                positions.stream().mapToInt(Position::courseDecidegrees).toArray(),
                positions.stream().mapToInt(Position::altitudeDecimeters).toArray(),
                positions.stream().mapToInt(Position::accuracyDecimeters).toArray());
    }
}
