package dev.rumbo.moving;

import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.SecondFactor;
import dev.rumbo.accounts.View;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.places.Place;
import dev.rumbo.privacy.DriverPrivacy;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.Job;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.trips.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything stored but tracks: kind by kind how it is read out of one house, put into another that is empty of it, and told as a text by
 * which both are compared. What has ended or is too old to be kept goes by itself in either engine, and is left behind.
 */
final class Belongings {

    /** SQLite keeps times to the millisecond. */
    private static final Pattern FINER = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d)(?:\\.000|(\\.\\d{3}))\\d*Z");

    private final Instant now;

    Belongings(Instant now) {
        this.now = now;
    }

    /**
     * One kind of thing.
     *
     * @param text by which one is compared with its copy
     */
    record Kind<T>(String name, Function<House, Stream<T>> all, BiConsumer<House, T> put, Function<T, String> text) {

        long copy(House from, House to) {
            long[] count = new long[1];
            // One after the other: all of them may be more than memory takes.
            all.apply(from).forEachOrdered(one -> {
                put.accept(to, one);
                count[0]++;
            });
            return count[0];
        }

        /** Sorted, since the engines list in orders of their own. */
        List<String> texts(House house) {
            return all.apply(house)
                    .map(one -> FINER.matcher(text.apply(one)).replaceAll("$1$2Z"))
                    .sorted()
                    .toList();
        }
    }

    private record OfFleet<T>(String fleetId, T what) {}

    private record OfOwner<T>(Owner owner, T what) {}

    private record Part(DeviceKey device, String id, ImportRecord.Effect effect, int number, Track positions) {

        String text() {
            Digest digest = new Digest();
            digest.add(PositionsCodec.encode(positions));
            return device + " " + id + " " + effect + " " + number + " " + positions.size() + " " + digest.shown();
        }
    }

    /** In the order in which they are put: devices before what is refused where their device was erased. */
    List<Kind<?>> kinds() {
        return List.of(
                new Kind<>("rules", Belongings::rules, Belongings::put, Belongings::text),
                kind(
                        "users",
                        house -> house.users().stream(),
                        (house, user) -> require(house.accounts().add(user), "a user")),
                kind(
                        "chosen addresses",
                        house -> house.users().stream()
                                .filter(user -> house.accounts().choseEmail(user.owner())),
                        (house, user) -> house.moving().markEmailChosen(user)),
                kind(
                        "identities",
                        house ->
                                house.owners().stream().flatMap(owner -> house.accounts().findIdentity(owner).stream()),
                        (house, identity) -> require(house.accounts().link(identity), "an identity")),
                kind(
                        "devices",
                        house -> house.devices().stream(),
                        (house, device) -> house.moving().put(device)),
                kind("tokens", house -> credentials(house, Credential.Kind.ACCESS_TOKEN), Belongings::put),
                kind("sessions", house -> credentials(house, Credential.Kind.SESSION), Belongings::put),
                new Kind<>(
                        "second factors",
                        house -> house.owners().stream().flatMap(owner -> house.secondFactors().find(owner).stream()),
                        (house, factor) -> house.secondFactors().put(factor),
                        Belongings::text),
                kind(
                        "invitations",
                        this::invitations,
                        (house, it) -> house.invitations().add(it)),
                new Kind<>("policies", Belongings::policies, Belongings::put, Belongings::text),
                kind(
                        "privacy settings",
                        house -> house.owners().stream()
                                .map(owner ->
                                        new OfOwner<>(owner, house.privacy().find(owner)))
                                .filter(it -> !it.what().equals(DriverPrivacy.DEFAULT)),
                        Belongings::putPrivacy),
                kind(
                        "places",
                        house -> ofOwners(house, owner -> house.places().list(owner)),
                        (House house, OfOwner<Place> it) -> house.places().put(it.owner(), it.what())),
                kind(
                        "links",
                        house -> house.owners().stream()
                                .flatMap(owner -> house.shares().list(owner).stream())
                                .filter(use -> use.share().end().isAfter(now)),
                        (house, use) -> house.moving().put(use)),
                kind(
                        "imports",
                        house -> ofDevices(house, device -> house.imports().list(device).stream()),
                        (house, record) -> house.imports().put(record)),
                new Kind<>("parts of imports", Belongings::parts, Belongings::put, Part::text),
                kind(
                        "erasures",
                        house -> ofDevices(house, device -> house.tracks().erasures(device).stream()),
                        (house, erasure) -> require(house.tracks().add(erasure), "an erasure")),
                kind(
                        "jobs",
                        Belongings::jobs,
                        (house, job) -> house.operations().add(job)),
                new Kind<>(
                        "set aside",
                        house -> House.all(after -> house.tracks().listSetAside(House.PAGE, after)).stream()
                                .map(SetAsideEntry::setAside),
                        (house, aside) -> house.tracks().setAside(aside),
                        Belongings::text),
                kind("views", this::views, (house, view) -> house.views().add(List.of(view), stored -> {})),
                kind("audit", this::audit, (house, event) -> house.audit().append(event)));
    }

    private static <T> Kind<T> kind(String name, Function<House, Stream<T>> all, BiConsumer<House, T> put) {
        return new Kind<>(name, all, put, String::valueOf);
    }

    private static void require(boolean done, String what) {
        if (!done) {
            throw new IllegalStateException(what + " is refused by the new house: is it in use?");
        }
    }

    private static Stream<RulesChange> rules(House house) {
        return house.moving().fleets().stream().flatMap(fleet -> rules(house, fleet).stream());
    }

    static List<RulesChange> rules(House house, String fleetId) {
        List<RulesChange> versions = new ArrayList<>();
        int newest =
                house.operations().findRules(fleetId).map(RulesChange::version).orElse(0);
        for (int version = 1; version <= newest; version++) {
            house.operations().findRules(fleetId, version).ifPresent(versions::add);
        }
        return versions;
    }

    static void put(House house, RulesChange change) {
        require(house.operations().add(change, Optional.empty()), "a version of rules");
    }

    private static String text(RulesChange change) {
        return String.join(
                " ",
                change.fleetId(),
                Integer.toString(change.version()),
                Integer.toString(change.procedure()),
                change.encodedValues(),
                change.changedAt().toString(),
                change.changedBy());
    }

    private static Stream<CredentialUse> credentials(House house, Credential.Kind kind) {
        return house.owners().stream()
                .flatMap(owner ->
                        House.all(after -> house.accounts().listCredentials(owner, kind, House.PAGE, after)).stream());
    }

    private static void put(House house, CredentialUse use) {
        house.moving().put(use);
    }

    private static String text(SecondFactor factor) {
        return factor.owner() + " " + factor.sealedSecret() + " " + factor.since() + " " + factor.lastStep() + " "
                + new TreeSet<>(factor.recoveryHashes());
    }

    private Stream<Invitation> invitations(House house) {
        return house.moving().fleets().stream()
                .flatMap(fleet -> House.all(after -> house.invitations().list(fleet, House.PAGE, after)).stream())
                .filter(invitation -> invitation.end().isAfter(now));
    }

    private static Stream<OfFleet<FleetPolicy>> policies(House house) {
        return house.moving().fleets().stream()
                .flatMap(fleet ->
                        house.privacy().findPolicy(fleet).stream().map(policy -> new OfFleet<>(fleet, policy)));
    }

    private static void put(House house, OfFleet<FleetPolicy> it) {
        house.privacy().putPolicy(it.fleetId(), it.what());
    }

    private static String text(OfFleet<FleetPolicy> it) {
        return it.fleetId() + " " + it.what().privateTrips() + " " + it.what().driversDecide() + " "
                + it.what()
                        .hours()
                        .map(hours -> new TreeSet<>(hours.days()) + " " + hours.from() + " " + hours.to())
                        .orElse("")
                + it.what().retention().map(kept -> " " + kept).orElse("");
    }

    private static void putPrivacy(House house, OfOwner<DriverPrivacy> it) {
        if (!it.what().secret().isEmpty()) {
            house.privacy().keepSecret(it.owner(), it.what().secret());
        }
        if (!it.what().sharesLive()) {
            house.privacy().shareLive(it.owner(), false);
        }
        it.what().zones().forEach(zone -> house.privacy().putZone(it.owner(), zone));
    }

    private static <T> Stream<OfOwner<T>> ofOwners(House house, Function<Owner, List<T>> list) {
        return house.owners().stream()
                .flatMap(owner -> list.apply(owner).stream().map(what -> new OfOwner<>(owner, what)));
    }

    private static <T> Stream<T> ofDevices(House house, Function<DeviceKey, Stream<T>> list) {
        return house.deviceKeys().stream().flatMap(list);
    }

    /** What phones sent too is one part, by whatever an engine cuts it. */
    private static Stream<Part> parts(House house) {
        return ofDevices(
                house,
                device -> house.imports().list(device).stream().flatMap(record -> parts(house, record).stream()));
    }

    private static List<Part> parts(House house, ImportRecord record) {
        List<Part> parts = new ArrayList<>();
        for (ImportRecord.Effect effect : List.of(ImportRecord.Effect.ADDED, ImportRecord.Effect.REPLACED)) {
            Optional<Track> kept = house.imports().kept(record.device(), record.id(), effect, 0);
            for (int number = 0; kept.isPresent(); number++) {
                parts.add(new Part(record.device(), record.id(), effect, number, kept.get()));
                kept = house.imports().kept(record.device(), record.id(), effect, number + 1);
            }
        }
        Track released = Track.union(house.imports().released(record.device(), record.id()));
        if (!released.isEmpty()) {
            parts.add(new Part(record.device(), record.id(), ImportRecord.Effect.RELEASED, 0, released));
        }
        return parts;
    }

    private static void put(House house, Part part) {
        if (part.effect() == ImportRecord.Effect.RELEASED) {
            house.imports().release(part.device(), part.id(), part.positions());
        } else {
            house.imports().keep(part.device(), part.id(), part.effect(), part.number(), part.positions());
        }
    }

    private static Stream<Job> jobs(House house) {
        return house.moving().fleets().stream()
                .flatMap(fleet -> House.all(
                        after -> house.operations().listJobs(fleet, Set.of(Job.Kind.values()), House.PAGE, after))
                        .stream());
    }

    private static String text(SetAside aside) {
        byte[] data = new byte[aside.record().data().remaining()];
        aside.record().data().duplicate().get(data);
        return String.join(
                " ",
                aside.record().shardId(),
                aside.record().sequenceNumber(),
                aside.record().arrivedAt().toString(),
                aside.record().partitionKey(),
                HexFormat.of().formatHex(data),
                aside.reason());
    }

    private Stream<View> views(House house) {
        Instant kept = now.minus(View.KEPT);
        return house.owners().stream()
                .flatMap(owner -> House.all(after -> house.views().list(owner, House.PAGE, after)).stream())
                .filter(view -> view.hour().isAfter(kept));
    }

    /** That of the installation, which is no fleet's, among them. */
    private Stream<AuditEvent> audit(House house) {
        AuditFilter kept = new AuditFilter(
                now.minus(AuditEvent.KEPT), now.plus(Duration.ofDays(1)), Optional.empty(), Optional.empty());
        return Stream.concat(Stream.of(AuditEvent.NO_FLEET), house.moving().fleets().stream())
                .distinct()
                .flatMap(fleet -> House.all(after -> house.audit().list(fleet, kept, House.PAGE, after)).stream());
    }

    /** As a line of the report. */
    static String line(String name, List<String> texts) {
        return String.format(Locale.ROOT, "%-18s %9d  %s", name, texts.size(), Digest.of(texts));
    }
}
