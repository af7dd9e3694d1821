package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.OwnedTrip;
import dev.rumbo.reading.Scope;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.tracking.Corrector;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Trip;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * The forms with which owners correct their drives. Each leads back to the day, which says what was done and offers to undo
 * it, so that they work with scripts and without.
 */
@Path("/days/{date}/corrections")
@Blocking
@RolesAllowed({"driver", "admin"})
public class DayCorrections {

    private final CurrentUser current;
    private final AccountStore accounts;
    private final Timelines timelines;
    private final Corrector corrector;
    private final Clock clock;

    DayCorrections(CurrentUser current, AccountStore accounts, Timelines timelines, Corrector corrector, Clock clock) {
        this.current = current;
        this.accounts = accounts;
        this.timelines = timelines;
        this.corrector = corrector;
        this.clock = clock;
    }

    /**
     * Corrects a drive.
     *
     * @param kind name, purpose, split, merge or delete
     * @param device whose drive it is
     * @param trip its id
     * @param value the name, the purpose, the local time or the id of the other drive; nothing for a deletion
     */
    @POST
    public Response correct(
            @PathParam("date") LocalDate date,
            @RestForm String kind,
            @RestForm String device,
            @RestForm String trip,
            @RestForm @Nullable String value) {
        User owner = current.user();
        DeviceKey key = own(owner, device);
        Trip corrected = find(key, trip);
        Optional<Correction> made;
        try {
            Correction.Change change = read(kind, value == null ? "" : value, key, corrected, owner.timeZone());
            made = corrector.correct(key, owner.timeZone(), change, clock.millis());
            timelines.corrected(key);
        } catch (IllegalArgumentException | DateTimeParseException outOfRange) {
            made = Optional.empty();
        }
        return back(
                date,
                made.map(done -> Map.of(DayModel.DONE, device + "/" + done.id()))
                        .orElseGet(() -> Map.of(DayModel.REFUSED, kind)),
                trip);
    }

    /** Undoes a correction; harmless when repeated. */
    @POST
    @Path("undo")
    public Response undo(@PathParam("date") LocalDate date, @RestForm String device, @RestForm String correction) {
        User owner = current.user();
        CorrectionId id = CorrectionId.parse(correction).orElseThrow(NotFoundException::new);
        DeviceKey key = own(owner, device);
        corrector.undo(key, owner.timeZone(), id);
        timelines.corrected(key);
        return back(date, Map.of(DayModel.UNDONE, "yes"), "");
    }

    private Correction.Change read(String kind, String value, DeviceKey device, Trip trip, ZoneId zone) {
        long from = trip.startMillis();
        long to = trip.endMillis();
        return switch (kind) {
            case "name" -> new Correction.Describe(from, to, Optional.of(name(value)), Optional.empty());
            case "purpose" ->
                new Correction.Describe(
                        from, to, Optional.empty(), Optional.of(Edits.Purpose.valueOf(value.toUpperCase(Locale.ROOT))));
            case "split" -> new Correction.Split(at(value, from, zone));
            case "merge" -> {
                Trip other = find(device, value);
                yield new Correction.Merge(Math.min(from, other.startMillis()), Math.max(to, other.endMillis()));
            }
            case "delete" -> new Correction.Delete(from, to);
            default -> throw new BadRequestException();
        };
    }

    private static String name(String value) {
        return value.isBlank()
                ? ""
                : Names.read(value, Correction.LONGEST_NAME).orElseThrow(IllegalArgumentException::new);
    }

    /** The first such time of the clock after the start. */
    private static long at(String value, long fromMillis, ZoneId zone) {
        LocalTime time = LocalTime.parse(value);
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(fromMillis), zone);
        long millis = day.atTime(time).atZone(zone).toInstant().toEpochMilli();
        return millis >= fromMillis
                ? millis
                : day.plusDays(1).atTime(time).atZone(zone).toInstant().toEpochMilli();
    }

    private DeviceKey own(User owner, String device) {
        return accounts.findDevice(owner.fleetId(), device)
                .map(Device::key)
                .filter(key -> key.owner().equals(owner.owner()))
                .orElseThrow(NotFoundException::new);
    }

    private Trip find(DeviceKey device, String trip) {
        return timelines
                .findTrip(Viewer.of(device.owner()), Scope.of(device), trip)
                .map(OwnedTrip::trip)
                .orElseThrow(NotFoundException::new);
    }

    private static Response back(LocalDate date, Map<String, String> parameters, String row) {
        return Response.seeOther(
                        URI.create("/days/" + date + DayModel.query(parameters) + (row.isEmpty() ? "" : "#" + row)))
                .build();
    }
}
