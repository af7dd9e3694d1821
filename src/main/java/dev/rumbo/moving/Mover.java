package dev.rumbo.moving;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.MovingStore.Door;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Moves a house while its application runs: tracks are copied and brought up to date round after round, until the application is
 * stopped; then the stream is drained, what came last follows, everything else is put, both houses are compared, and the new door opens.
 *
 * <p>Whatever happens in between, done again it goes on: tracks by their differences, everything else anew. Until the new door is open
 * no application works on the new house, and from the moment that the old application was found stopped none works on the old.
 */
public final class Mover {

    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);

    private final House from;
    private final House to;
    private final BooleanSupplier inUse;
    private final Runnable drain;
    private final Consumer<String> out;
    private final Clock clock;
    private final TrackCopy copy;
    private final Map<DeviceKey, Long> copied = new HashMap<>();

    /**
     * @param inUse whether an application works on the old house
     * @param drain stores what the old house's stream holds and the store does not; called when no application does
     * @param out takes lines of the report
     */
    public Mover(House from, House to, BooleanSupplier inUse, Runnable drain, Consumer<String> out, Clock clock) {
        this.from = from;
        this.to = to;
        this.inUse = inUse;
        this.drain = drain;
        this.out = out;
        this.clock = clock;
        copy = new TrackCopy(from, to);
    }

    /** Whether all went over and was found the same; else nothing is open that was not. */
    public boolean move() throws InterruptedException {
        if (!enter()) {
            return false;
        }
        awaitLeft();
        out.accept("The application stands still. Storing what its stream still holds.");
        drain.run();
        bringUpToDate();
        List<Belongings.Kind<?>> kinds = new Belongings(clock.instant()).kinds();
        to.moving().clear(from.deviceKeys());
        for (Belongings.Kind<?> kind : kinds) {
            long count = kind.copy(from, to);
            out.accept(count + " " + kind.name());
        }
        if (!verify(kinds)) {
            out.accept("The new house stays shut. Run this again, or with --stay to go on in the old one.");
            return false;
        }
        to.moving().put(Door.OPEN);
        out.accept("All of it is there. The new house is open.");
        return true;
    }

    /** Gives a move up that did not come to its end: the old house is in use again. */
    public boolean stay() {
        if (to.moving().door() != Door.ENTERED) {
            out.accept("No move is under way.");
            return false;
        }
        from.moving().put(Door.OPEN);
        out.accept("The old house is open; the new one stays shut.");
        return true;
    }

    private boolean enter() {
        if (to.moving().door() == Door.OPEN) {
            if (!to.accounts().isEmpty()) {
                out.accept("Nothing was moved: the new house is lived in. Give it another folder or table prefix.");
                return false;
            }
            if (from.moving().door() != Door.OPEN || from.accounts().isEmpty()) {
                out.accept("Nothing was moved: nobody lives in the old house.");
                return false;
            }
        } else if (to.moving().door() == Door.LEFT && from.moving().door() != Door.OPEN) {
            out.accept("Nothing was moved: both houses are left.");
            return false;
        }
        to.moving().put(Door.ENTERED);
        return true;
    }

    /** Until nobody works on the old house, and nobody who is started there from now on will. */
    private void awaitLeft() throws InterruptedException {
        boolean told = false;
        while (true) {
            boolean used = inUse.getAsBoolean();
            long devices = bringUpToDate();
            if (!used && from.moving().door() == Door.LEFT) {
                return;
            }
            if (!used) {
                from.moving().put(Door.LEFT);
                continue;
            }
            if (devices <= copied.size() / 2 && !told) {
                told = true;
                out.accept("Up to date, and stays so. Stop the application now: the rest follows by itself.");
            }
            Thread.sleep(BETWEEN_ROUNDS.toMillis());
        }
    }

    /** @return how many devices had changed */
    private long bringUpToDate() {
        long positions = 0;
        long devices = 0;
        for (DeviceKey device : from.deviceKeys()) {
            // Before it is copied: what changes meanwhile is seen the next time.
            long version =
                    from.tracks().findBase(device).map(DeviceHead::version).orElse(0L);
            if (!Optional.of(version).equals(Optional.ofNullable(copied.get(device)))) {
                bringRules(device.fleetId());
                positions += copy(device);
                copied.put(device, version);
                devices++;
            }
        }
        if (devices > 0) {
            out.accept(devices + " devices brought up to date, " + positions + " positions.");
        }
        return devices;
    }

    /** A device that is rewritten while it is read may be refused once or twice. */
    private long copy(DeviceKey device) {
        for (int attempt = 0; ; attempt++) {
            try {
                return copy.copy(device);
            } catch (StoreUnavailableException changing) {
                if (attempt == 3) {
                    throw changing;
                }
            }
        }
    }

    private void bringRules(String fleetId) {
        int there = to.operations().findRules(fleetId).map(RulesChange::version).orElse(0);
        Belongings.rules(from, fleetId).stream()
                .filter(change -> change.version() > there)
                .forEach(change -> Belongings.put(to, change));
    }

    private boolean verify(List<Belongings.Kind<?>> kinds) {
        boolean same = true;
        long positions = 0;
        for (DeviceKey device : from.deviceKeys()) {
            DeviceDays here = DeviceDays.of(from.tracks(), device);
            DeviceDays there = DeviceDays.of(to.tracks(), device);
            positions += here.positions();
            same &= compare(device, here, there);
        }
        for (Belongings.Kind<?> kind : kinds) {
            List<String> here = kind.texts(from);
            List<String> there = kind.texts(to);
            out.accept((here.equals(there) ? "same  " : "OTHER ") + Belongings.line(kind.name(), here));
            if (!here.equals(there)) {
                out.accept("there " + Belongings.line(kind.name(), there));
                same = false;
            }
        }
        out.accept(positions + " positions compared.");
        return same;
    }

    private boolean compare(DeviceKey device, DeviceDays here, DeviceDays there) {
        TreeSet<LocalDate> dates = new TreeSet<>(here.days().keySet());
        dates.addAll(there.days().keySet());
        for (LocalDate date : dates) {
            Optional<DeviceDays.Day> day = Optional.ofNullable(here.days().get(date));
            Optional<DeviceDays.Day> copy = Optional.ofNullable(there.days().get(date));
            out.accept((day.equals(copy) ? "same  " : "OTHER ") + DeviceDays.line(device, date, day));
            if (!day.equals(copy)) {
                out.accept("there " + DeviceDays.line(device, date, copy));
            }
        }
        if (!here.head().equals(there.head())) {
            out.accept("OTHER " + device.deviceId() + " " + here.head());
            out.accept("there " + device.deviceId() + " " + there.head());
        }
        return here.equals(there);
    }
}
