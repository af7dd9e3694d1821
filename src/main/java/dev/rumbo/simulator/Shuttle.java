package dev.rumbo.simulator;

import dev.rumbo.trips.Position;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * There, a stop, back on the same road, a stop, and again, for ever.
 *
 * @param parkedMillis how long each stop takes; the device is silent meanwhile
 * @param phaseMillis when one of the rounds starts; any time
 */
public record Shuttle(Leg leg, long parkedMillis, long phaseMillis) implements DrivePlan {

    public Shuttle {
        if (parkedMillis < 1_000) {
            throw new IllegalArgumentException("a stop must last a second or more, was " + parkedMillis + " ms");
        }
    }

    @Override
    public Iterator<Position> from(long millis) {
        long halfRound = leg.durationMillis() + parkedMillis;
        long number = Math.floorDiv(millis - phaseMillis, halfRound);
        int index = oriented(number).indexOf(millis - phaseMillis - number * halfRound);
        return new Rounds(halfRound, number, index);
    }

    private Leg oriented(long number) {
        return Math.floorMod(number, 2L) == 0 ? leg : leg.back();
    }

    private final class Rounds implements Iterator<Position> {

        private final long halfRound;
        private long number;
        private int index;

        Rounds(long halfRound, long number, int index) {
            this.halfRound = halfRound;
            this.number = number;
            this.index = index;
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Position next() {
            if (number == Long.MAX_VALUE) {
                throw new NoSuchElementException();
            }
            if (index == leg.size()) {
                index = 0;
                number++;
            }
            return oriented(number).at(index++, phaseMillis + number * halfRound);
        }
    }
}
