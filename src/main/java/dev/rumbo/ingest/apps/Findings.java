package dev.rumbo.ingest.apps;

import dev.rumbo.trips.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What was found in one request. */
public final class Findings {

    /** A broken request of a million items is told as its first thousand reasons. */
    private static final int MOST_REJECTED = 1000;

    private final List<Position> positions = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private int rejectedCount;
    private OptionalLong heartbeatMillis = OptionalLong.empty();
    private OptionalDouble batteryPercent = OptionalDouble.empty();
    private Optional<Boolean> charging = Optional.empty();
    private Optional<String> identifier = Optional.empty();
    private OptionalLong createdMillis = OptionalLong.empty();

    /**
     * Something that was not taken.
     *
     * @param index its place in the request, from 0
     * @param sample what it said, without what is private; empty where there is nothing to show
     */
    public record Rejected(int index, String reason, String sample) {}

    Findings() {}

    void add(Position position) {
        positions.add(position);
    }

    void reject(int index, String reason, String sample) {
        rejectedCount++;
        if (rejected.size() < MOST_REJECTED) {
            rejected.add(new Rejected(index, reason, sample));
        }
    }

    /** The app says that it lives, without a fix. */
    void heartbeat(long millis) {
        heartbeatMillis = OptionalLong.of(Math.max(millis, heartbeatMillis.orElse(millis)));
    }

    /** When the message was made, which an app tells apart from the time of the fix. */
    void created(OptionalLong millis) {
        if (millis.isPresent()) {
            createdMillis = millis;
        }
    }

    /** @param percent 0 to 100; anything else is not known */
    void battery(OptionalDouble percent) {
        if (percent.isPresent() && percent.getAsDouble() >= 0 && percent.getAsDouble() <= 100) {
            batteryPercent = percent;
        }
    }

    void charging(Optional<Boolean> plugged) {
        if (plugged.isPresent()) {
            charging = plugged;
        }
    }

    /** What the app calls the device; the token decides, so this only helps its owner to tell apps apart. */
    void identifier(@Nullable String name) {
        if (identifier.isEmpty() && name != null) {
            identifier = Optional.of(name.length() > 64 ? name.substring(0, 64) : name);
        }
    }

    /** In the order of the request, duplicates included. */
    public List<Position> positions() {
        return Collections.unmodifiableList(positions);
    }

    /** The first thousand. */
    public List<Rejected> rejected() {
        return Collections.unmodifiableList(rejected);
    }

    public int rejectedCount() {
        return rejectedCount;
    }

    /** The latest sign of life without a fix, in milliseconds since 1970-01-01T00:00Z. */
    public OptionalLong heartbeatMillis() {
        return heartbeatMillis;
    }

    public OptionalLong createdMillis() {
        return createdMillis;
    }

    /** 0 to 100. */
    public OptionalDouble batteryPercent() {
        return batteryPercent;
    }

    public Optional<Boolean> charging() {
        return charging;
    }

    public Optional<String> identifier() {
        return identifier;
    }
}
