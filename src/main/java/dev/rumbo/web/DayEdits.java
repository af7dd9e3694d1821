package dev.rumbo.web;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.places.Place;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Edits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the owner said about the drives of a day, and what the page has to tell about the last thing they said.
 *
 * @param editable whether who looks is the owner
 * @param list of the corrections that speak about the day, in the order in which they were made
 * @param done what was corrected just now
 * @param refused the kind of correction that would have changed nothing
 * @param undone whether a correction was undone just now
 * @param place whose name was given, changed or taken away just now
 */
public record DayEdits(
        boolean editable,
        List<Line> list,
        Optional<Line> done,
        Optional<String> refused,
        boolean undone,
        Optional<Place> place) {

    public DayEdits {
        list = List.copyOf(list);
    }

    /**
     * A correction.
     *
     * @param kind name, purpose, split, merge or delete
     * @param value the name or the purpose; empty where one was taken away
     */
    public record Line(String device, String id, String kind, long fromMillis, long toMillis, String value) {

        static Line of(DeviceKey device, Correction correction) {
            Correction.Change change = correction.change();
            String kind = change.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            String value = "";
            if (change instanceof Correction.Describe describe) {
                kind = describe.name().isPresent() ? "name" : "purpose";
                value = describe.name()
                        .or(() -> describe.purpose()
                                .filter(purpose -> purpose != Edits.Purpose.NONE)
                                .map(purpose -> purpose.name().toLowerCase(Locale.ROOT)))
                        .orElse("");
            }
            return new Line(
                    device.deviceId(),
                    correction.id().toString(),
                    kind,
                    correction.fromMillis(),
                    correction.toMillis(),
                    value);
        }
    }

    /** For what tells nothing of what was corrected. */
    static DayEdits only(boolean editable) {
        return new DayEdits(editable, List.of(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** @param done device and correction, as the forms' answer names them */
    static DayEdits of(
            boolean editable,
            List<Line> list,
            Optional<String> done,
            Optional<String> refused,
            boolean undone,
            Optional<Place> place) {
        return new DayEdits(
                editable,
                list,
                done.flatMap(name -> list.stream()
                        .filter(line -> name.equals(line.device() + "/" + line.id()))
                        .findFirst()),
                refused,
                undone,
                place);
    }
}
