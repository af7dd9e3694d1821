package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarshEventsTest {

    /** Speeds of ordinary driving, in m/s once a second: enough to show what the receiver can do. */
    private static final String ORDINARY = "8 8.1 8.3 8.2 8.4 8.3 8.5 8.7 8.6 8.8 9 9.1 9.3 9.2 9.4 9.5 9.6 9.8 9.9 10";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an emergency stop          | 10 9.9 9.8 6 1.5 0 0 0                | 23 s -4.15",
                "a firm stop                | 10 9.9 8 5 2 0 0 0                    | ''",
                "a full-throttle start      | 10 8 6 4 2 0.5 0 0 0 3.2 6.5 9 10 10  | 29 s 3.25",
                "an everyday start          | 10 8 6 4 2 0.5 0 0 0 2.4 4.8 7 9 10   | ''",
                "one braking is one event   | 20 20 16.4 12.8 9 5.4 1.8 0 0 0       | 23 s -3.70",
                "two brakings               | 20 20 16 12 12 12.1 12 12.1 8 4 4 4 4 | 22 s -4.00, 28 s -4.05",
                "one wrong speed            | 10 10.1 16 10.2 10.1 10 10.1          | ''",
                "one speed of 0             | 10 10.1 0 10.2 10.1 10 10.1           | ''",
                "two wrong speeds           | 10 10.1 4 4 10.1 10 10.1              | ''",
                "more than tyres hold       | 20 20 9 4.5 0 0 0 0                   | ''",
                "a late speed that leaps    | 10 10 10 2 2 2 2 2                    | ''",
            })
    void oneLineATrip(String what, String speeds, String expected) {
        assertThat(described(track(1000, ORDINARY + " " + speeds))).as(what).contains(expected);
    }

    @Test
    void aSpeedEveryTwoSecondsIsEnoughAndEveryThreeIsNot() {
        assertThat(described(track(2000, ORDINARY + " 20 20 12.6 5.4 1 0 0 0"))).contains("44 s -3.65");
        assertThat(described(track(3000, ORDINARY))).isEmpty();
    }

    @Test
    void whatTheSpeedsCannotTellIsUnknownAndNotNothing() {
        assertThat(described(Track.EMPTY)).isEmpty();
        assertThat(described(track(1000, "0 0 0 0 0 0 0 0")))
                .as("no speed at all")
                .isEmpty();
        assertThat(described(track(1000, "8 8 9 9 10 10 9 8 9 10 11 12 11 10 7 4 1 0 0 0")))
                .as("whole metres per second")
                .isEmpty();
        assertThat(described(track(1000, repeated(5))))
                .as("repeated from a slower receiver")
                .isEmpty();
        assertThat(described(track(1000, repeated(1)))).as("not repeated").isPresent();
    }

    @Test
    void aPhoneThatTellsNoSpeedForHalfTheTripCannotTell() {
        List<Position> positions = new ArrayList<>(track(1000, ORDINARY));
        for (int i = 0; i < 20; i++) {
            positions.add(position(20_000 + i * 1000L, Position.ABSENT));
        }
        assertThat(described(Track.of(positions))).isEmpty();
        assertThat(described(Track.of(positions.subList(0, 24)))).contains("");
    }

    /** A tunnel says nothing of the receiver, and nothing happens in it. */
    @Test
    void aSilenceIsNoEvent() {
        List<Position> positions = new ArrayList<>(track(1000, ORDINARY));
        for (Position position : track(1000, "0 0 0 0.2 0.1 0 0")) {
            positions.add(position(position.timeMillis() + 300_000, position.speedCentimetersPerSecond()));
        }
        assertThat(described(Track.of(positions))).contains("");
    }

    private static String repeated(int times) {
        StringBuilder speeds = new StringBuilder();
        for (String speed : (ORDINARY + " 14.1 17.2 16.9 13.4 9.8").split(" ")) {
            speeds.append(String.join(" ", Collections.nCopies(times, speed))).append(' ');
        }
        return speeds.toString().trim();
    }

    private static Optional<String> described(Track route) {
        return HarshEvents.of(TripRules.DEFAULT, route)
                .map(events -> String.join(
                        ", ", events.stream().map(HarshEventsTest::line).toList()));
    }

    private static String line(HarshEvent event) {
        assertThat(event.place().longitudeE7()).as("place").isEqualTo((int) event.timeMillis());
        return String.format(Locale.ROOT, "%d s %.2f", event.timeMillis() / 1000, event.metersPerSecondSquared());
    }

    private static Track track(long intervalMillis, String speeds) {
        List<Position> positions = new ArrayList<>();
        for (String speed : speeds.trim().split(" +")) {
            positions.add(
                    position(positions.size() * intervalMillis, (int) Math.round(Double.parseDouble(speed) * 100)));
        }
        return Track.of(positions);
    }

    private static Position position(long timeMillis, int speed) {
        return new Position(timeMillis, 0, (int) timeMillis, speed, Position.ABSENT, Position.ABSENT, Position.ABSENT);
    }
}
