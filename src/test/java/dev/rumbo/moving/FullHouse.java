package dev.rumbo.moving;

import static dev.rumbo.store.SampleTracks.position;
import static dev.rumbo.store.SampleTracks.totals;
import static dev.rumbo.store.SampleTracks.track;
import static dev.rumbo.store.SampleTracks.trip;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.LinkedIdentity;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.Scope;
import dev.rumbo.accounts.SecondFactor;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.User;
import dev.rumbo.accounts.View;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivateTrips;
import dev.rumbo.privacy.Retention;
import dev.rumbo.privacy.WorkingHours;
import dev.rumbo.privacy.Zone;
import dev.rumbo.store.CorrectedSpan;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.Job;
import dev.rumbo.store.RebuildMark;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.SetAside;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Two fleets with at least one of everything that is stored, put by the ports. */
final class FullHouse {

    static final long T0 = 1_760_000_000_000L;
    static final int LONG = 12_000;
    static final Owner ANA = new Owner("fleet", "ana");
    static final Owner BOB = new Owner("fleet", "bob");
    static final Owner EVA = new Owner("other", "eva");
    static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    static final DeviceKey VAN = new DeviceKey("fleet", "bob", "van");
    static final DeviceKey OLD = new DeviceKey("other", "eva", "old");
    static final DeviceKey GONE = new DeviceKey("other", "eva", "gone");
    static final DeviceKey EMPTY = new DeviceKey("other", "eva", "empty");
    /** Its owner closed the account. */
    static final DeviceKey LEFT_BEHIND = new DeviceKey("other", "nobody", "left");

    private final House house;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    FullHouse(House house) {
        this.house = house;
    }

    void fill() {
        accounts();
        tracks();
        settings();
        operations();
    }

    private void accounts() {
        house.accounts().addFirst(user(ANA, Role.ADMIN, "Europe/Madrid"));
        house.accounts().add(user(BOB, Role.DRIVER, "America/Chicago"));
        house.accounts().add(user(EVA, Role.FLEET_ADMIN, "UTC"));
        house.accounts().changeEmail(BOB, user(BOB, Role.DRIVER, "UTC").email(), "chosen@example.org");
        house.accounts().changeAccess(BOB, Role.DRIVER, false);
        house.accounts().link(new LinkedIdentity(EVA, "identity", now));
        for (DeviceKey key : List.of(CAR, VAN, OLD, GONE, EMPTY, LEFT_BEHIND)) {
            house.accounts()
                    .add(
                            new Device(key, "the " + key.deviceId(), now, Device.State.ACTIVE),
                            new Credential.DeviceToken("token-" + key.deviceId(), key));
        }
        house.accounts().remove(OLD, Device.State.REMOVED);
        house.accounts().remove(GONE, Device.State.ERASED);
        house.accounts().remove(LEFT_BEHIND, Device.State.ERASED);
        house.accounts().forget(LEFT_BEHIND.owner());
        Credential.OfUser token = new Credential.AccessToken(
                "access", "t1", "script", ANA, now, Optional.of(now.plus(Duration.ofDays(9))), Scope.READ);
        house.accounts().add(token);
        house.accounts().used(token, now.plusSeconds(3));
        house.moving()
                .put(new CredentialUse(
                        new Credential.AccessToken("forever", "t2", "x", BOB, now, Optional.empty(), Scope.ALL),
                        Optional.empty()));
        house.accounts()
                .add(new Credential.Session("session", "s1", EVA, now, now.plus(Duration.ofDays(30)), "Firefox"));
        house.secondFactors().put(new SecondFactor(ANA, "sealed", now, 58_000_000, Set.of("one", "two", "three")));
        house.invitations()
                .add(new Invitation(
                        "invited",
                        "i1",
                        "fleet",
                        "new@rumbo.example",
                        Role.DRIVER,
                        "ana",
                        now,
                        now.plusSeconds(9_999)));
    }

    private static User user(Owner owner, Role role, String zone) {
        return new User(
                owner.fleetId(),
                owner.userId(),
                owner.userId() + "@rumbo.example",
                "Ñ " + owner.userId(),
                role,
                ZoneId.of(zone),
                Locale.forLanguageTag("es-AR"),
                "$argon2id$" + owner.userId(),
                true);
    }

    private void tracks() {
        // Older rules than its fleet's, and a rebuild that began: what no store takes of a device that is new to it.
        car(SampleTracks.track(T0, LONG, 5_000), 1);
        house.operations()
                .add(
                        new RulesChange("fleet", 2, 7, Map.of("dwellSeconds", 480.0, "stopRadius", 90.5), now, "ana"),
                        Optional.of(Job.ofRebuild("fleet", Optional.empty(), now)));
        house.tracks().apply(SampleTracks.adding(OLD, 1, track(T0 - 86_400_000L * 400, 100, 60_000)));
        Track short3 = track(T0, 3, 1_000);
        house.tracks().apply(SampleTracks.adding(EMPTY, 1, short3));
        house.tracks().apply(SampleTracks.removing(EMPTY, 2, short3, Track.EMPTY, Track.EMPTY));
    }

    private void car(Track track, long version) {
        List<Segment> segments = IntStream.range(0, 30)
                .<Segment>mapToObj(i ->
                        i % 5 == 4 ? SampleTracks.gap("car", T0 + i * 3_600_000L) : trip("car", T0 + i * 3_600_000L))
                .toList();
        List<DayTotals> totals = IntStream.range(0, 3)
                .mapToObj(i -> totals(LocalDate.of(2025, 10, 9).plusDays(i), i))
                .toList();
        Correction delete = new Correction(1, T0 + 5, new Correction.Delete(T0, T0 + 600_000));
        Correction split = new Correction(2, T0 + 6, new Correction.Split(T0 + 7_200_000));
        CorrectedSpan corrected = CorrectedSpan.NONE.with(delete).with(split);
        DeviceHead head = new DeviceHead(
                CAR,
                version,
                track.get(0),
                track.get(track.size() - 1),
                DeviceHead.FIRST_RULES,
                Optional.of(RebuildMark.begin("r1").with(T0, T0 + 1)),
                corrected,
                false,
                Optional.of(ZoneId.of("Europe/Madrid")),
                Optional.of(new Frontier(T0, T0, true)));
        house.tracks()
                .apply(new DeviceUpdate(
                        head, track, Set.of(), segments, Set.of(), totals, Set.of(), List.of(delete, split)));
    }

    /** What comes while a house moves: a late position, one that is gone, another trip. */
    void driveOn() {
        DeviceHead base = house.tracks().findBase(CAR).orElseThrow();
        Track added = Track.of(List.of(position(T0 + 2_500), position(T0 + LONG * 5_000L)));
        Track removed = track(T0 + 50_000, 2, 5_000);
        house.tracks()
                .apply(new DeviceUpdate(
                        new DeviceHead(
                                CAR,
                                base.version() + 1,
                                base.first(),
                                added.get(1),
                                base.rulesVersion(),
                                Optional.empty(),
                                base.corrected(),
                                false,
                                base.zone(),
                                base.frontier()),
                        added,
                        removed,
                        Set.of(T0),
                        List.of(trip("car", T0 + 200 * 3_600_000L)),
                        Set.of(LocalDate.of(2025, 10, 9)),
                        List.of(totals(LocalDate.of(2025, 10, 10), 77)),
                        Set.of(),
                        List.of()));
        house.places().delete(ANA, "p1");
    }

    private void settings() {
        house.privacy()
                .putPolicy(
                        "fleet",
                        new FleetPolicy(
                                PrivateTrips.NOTHING,
                                Optional.of(new WorkingHours(
                                        EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayOfWeek.FRIDAY),
                                        LocalTime.of(22, 30),
                                        LocalTime.of(6, 0))),
                                false,
                                Optional.of(new Retention(90, Optional.of(365), now))));
        house.privacy().keepSecret(ANA, "abcdef");
        house.privacy().shareLive(ANA, false);
        house.privacy().putZone(ANA, new Zone("z1", "Home", new Coordinate(1, 2), 300));
        Place.Mark mark = new Place.Mark("Work", new Coordinate(3, 4), 150);
        house.places().put(ANA, new Place("p1", Optional.of(mark), Optional.empty()));
        house.places().put(ANA, new Place("p2", Optional.empty(), Optional.of(mark)));
        share("trip", new Share.Subject.OfTrip("t-1", T0 + 5), Optional.of("$argon2id$link"));
        share("day", new Share.Subject.OfDay(LocalDate.of(2025, 10, 9), Optional.of("car")), Optional.empty());
        Share live = share("live", new Share.Subject.Live(Optional.empty()), Optional.empty());
        house.shares().viewed(live, now);
        house.shares().viewed(live, now.plusSeconds(1));
        imports();
        house.tracks().add(new Erasure(CAR, "e1", new ErasedSpan(1, 2), now, Optional.of(now), 12));
        house.tracks().add(new Erasure(CAR, "e2", new ErasedSpan(3, 4), now, Optional.empty(), 0));
        View view = new View(
                ANA, now.truncatedTo(ChronoUnit.HOURS), View.Kind.DAY, false, "bob", "2025-10-09", now, now, 3);
        house.views().add(List.of(view), stored -> {});
    }

    private Share share(String id, Share.Subject subject, Optional<String> password) {
        Share share = new Share("link-" + id, id, ANA, subject, password, now, now.plus(Duration.ofDays(7)));
        house.shares().add(share);
        return share;
    }

    private void imports() {
        house.imports()
                .put(new ImportRecord(
                        CAR, "f1", "old.gpx", now, ImportRecord.State.DONE, 30, 20, 10, 5, T0, T0 + 86_400_000));
        house.imports().keep(CAR, "f1", ImportRecord.Effect.ADDED, 0, track(T0, 50, 1_000));
        house.imports().keep(CAR, "f1", ImportRecord.Effect.ADDED, 1, track(T0 + 100_000, 50, 1_000));
        house.imports().keep(CAR, "f1", ImportRecord.Effect.REPLACED, 0, track(T0 + 1, 5, 1_000));
        house.imports().release(CAR, "f1", track(T0, 4, 3_000_000));
    }

    private void operations() {
        Job.Progress progress = new Job.Progress(5, 9, 4, 1, "car", Optional.of("one was stale"));
        house.operations().add(Job.ofReplay("fleet", now, now).running(now).at(progress));
        house.operations()
                .add(Job.ofRebuild("other", Optional.of("old"), now)
                        .running(now)
                        .at(progress)
                        .finished(now));
        house.tracks()
                .setAside(new SetAside(
                        new StreamRecord("shard-1", "17", now, "car", ByteBuffer.wrap(new byte[] {1, 2, -3})),
                        "not a post"));
        house.audit()
                .append(new AuditEvent(
                        AuditEvent.idAt(now) + "a",
                        now,
                        "fleet",
                        "ana",
                        "Ana",
                        AuditAct.LOG_IN,
                        "",
                        "",
                        "10.0.0.0",
                        1));
        house.audit()
                .append(new AuditEvent(
                        AuditEvent.idAt(now) + "b",
                        now,
                        AuditEvent.NO_FLEET,
                        "",
                        "",
                        AuditAct.LOG_IN_FAILED,
                        "",
                        "",
                        "",
                        3));
    }
}
