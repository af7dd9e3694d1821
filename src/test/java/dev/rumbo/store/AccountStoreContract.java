package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.LinkedIdentity;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's account store must do. Each test starts with an empty store. */
public abstract class AccountStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-23T14:05:10.123Z");
    private static final User ANA = user("fleet", "ana");

    private AccountStore store;

    /** Opens the store of this test. */
    protected abstract AccountStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract AccountStore reopen();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void isEmptyUntilTheFirstUser() {
        assertThat(store.isEmpty()).isTrue();
        assertThat(store.addFirst(ANA)).isTrue();
        assertThat(store.isEmpty()).isFalse();
    }

    @Test
    void keepsEveryValueOfAUserAcrossReopening() {
        User user = new User(
                "fleet",
                "u-1",
                "josé@example.org",
                "José Núñez",
                Role.ADMIN,
                ZoneId.of("America/Montevideo"),
                Locale.forLanguageTag("es-UY"),
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
        assertThat(store.add(user)).isTrue();

        store = reopen();

        assertThat(store.findUser(user.owner())).contains(user);
        assertThat(store.findUserByEmail("josé@example.org")).contains(user);
    }

    @Test
    void changesRoleAndAccessOfAUserAndNothingElse() {
        store.add(ANA);

        assertThat(store.changeAccess(ANA.owner(), Role.ADMIN, false)).isTrue();
        assertThat(store.changeAccess(new Owner("other", ANA.id()), Role.ADMIN, false))
                .isFalse();

        store = reopen();
        assertThat(store.findUser(ANA.owner()))
                .contains(new User(
                        ANA.fleetId(),
                        ANA.id(),
                        ANA.email(),
                        ANA.name(),
                        Role.ADMIN,
                        ANA.timeZone(),
                        ANA.locale(),
                        ANA.passwordHash(),
                        false));
        assertThat(store.findUser(new Owner("other", ANA.id()))).isEmpty();
    }

    @Test
    void aFleetKeepsAnActiveAdministrator() {
        User boss = user("fleet", "boss", Role.FLEET_ADMIN);
        User deputy = user("fleet", "deputy", Role.ADMIN);
        List.of(ANA, boss, deputy, user("other", "stranger", Role.ADMIN)).forEach(store::add);

        assertThat(store.changeAccess(deputy.owner(), Role.OPERATOR, true)).isTrue();
        assertThat(store.changeAccess(boss.owner(), Role.DRIVER, true)).isFalse();
        assertThat(store.changeAccess(boss.owner(), Role.FLEET_ADMIN, false)).isFalse();
        assertThat(store.findUser(boss.owner())).contains(boss);
        assertThat(store.changeAccess(boss.owner(), Role.ADMIN, true)).isTrue();
        assertThat(store.changeAccess(ANA.owner(), Role.FLEET_ADMIN, false)).isTrue();
        assertThat(store.changeAccess(boss.owner(), Role.ADMIN, false))
                .as("whoever may not log in is none that the fleet can do with")
                .isFalse();
        assertThat(store.changeAccess(ANA.owner(), Role.FLEET_ADMIN, true)).isTrue();
        assertThat(store.changeAccess(boss.owner(), Role.ADMIN, false)).isTrue();
    }

    @Test
    void ofAdministratorsWhoDemoteEachOtherAtOnceOneStays() throws Exception {
        List<User> all = IntStream.range(0, 4)
                .mapToObj(i -> user("fleet", "admin" + i, Role.FLEET_ADMIN))
                .toList();
        all.forEach(store::add);

        List<Boolean> done =
                atOnce(4, i -> store.changeAccess(all.get((i + 1) % 4).owner(), Role.DRIVER, true));

        assertThat(done).containsOnlyOnce(false);
        assertThat(all.stream().map(user -> store.findUser(user.owner()).orElseThrow()))
                .filteredOn(user -> user.role().administers())
                .hasSize(1);
    }

    @Test
    void anIdentityOpensOneAccountAndAnAccountHasOne() {
        User bob = user("other", "bob", Role.DRIVER);
        store.add(ANA);
        store.add(bob);
        LinkedIdentity identity = new LinkedIdentity(ANA.owner(), "identity", NOW);

        assertThat(store.link(identity)).isTrue();
        assertThat(store.link(identity)).isFalse();
        assertThat(store.link(new LinkedIdentity(ANA.owner(), "another", NOW))).isFalse();
        assertThat(store.link(new LinkedIdentity(bob.owner(), "identity", NOW))).isFalse();
        assertThat(store.link(new LinkedIdentity(new Owner("fleet", "nobody"), "third", NOW)))
                .isFalse();

        store = reopen();
        assertThat(store.findUserByIdentity("identity")).contains(ANA);
        assertThat(store.findIdentity(ANA.owner())).contains(identity);
        assertThat(store.findIdentity(bob.owner())).isEmpty();
        assertThat(store.findIdentity(new Owner("other", "ana"))).isEmpty();
        assertThat(store.findUserByIdentity("another")).isEmpty();
        assertThat(store.findUserByIdentity("third")).isEmpty();
    }

    @Test
    void anIdentityThatWasUnlinkedOrWhoseUserWentIsFree() {
        User bob = user("fleet", "bob", Role.DRIVER);
        store.add(ANA);
        store.add(bob);
        store.link(new LinkedIdentity(ANA.owner(), "identity", NOW));

        store.unlink(bob.owner());
        assertThat(store.findUserByIdentity("identity")).contains(ANA);
        store.unlink(ANA.owner());
        store.unlink(ANA.owner());
        assertThat(store.findUserByIdentity("identity")).isEmpty();
        assertThat(store.link(new LinkedIdentity(bob.owner(), "identity", NOW))).isTrue();

        store.forget(bob.owner());

        assertThat(store.findUserByIdentity("identity")).isEmpty();
        assertThat(store.findIdentity(bob.owner())).isEmpty();
        assertThat(store.link(new LinkedIdentity(ANA.owner(), "identity", NOW))).isTrue();
    }

    @Test
    void ofManyWhoAreLinkedWithOneIdentityAtOnceOneIs() throws Exception {
        List<User> all = IntStream.range(0, 4)
                .mapToObj(i -> user("fleet", "user" + i, Role.DRIVER))
                .toList();
        all.forEach(store::add);

        List<Boolean> done =
                atOnce(4, i -> store.link(new LinkedIdentity(all.get(i).owner(), "identity", NOW)));

        assertThat(done).containsOnlyOnce(true);
        assertThat(store.findUserByIdentity("identity")).contains(all.get(done.indexOf(true)));
    }

    @Test
    void changesNameZoneAndLocaleOfAUserAndNothingElse() {
        store.add(ANA);
        User other = user("fleet", "bob");
        store.add(other);
        User changed = new User(
                ANA.fleetId(),
                ANA.id(),
                "another@example.org",
                "Ana Lía",
                Role.ADMIN,
                ZoneId.of("Asia/Kathmandu"),
                Locale.forLanguageTag("es-UY-u-hc-h12-ms-ussystem"),
                "another hash");

        assertThat(store.change(changed)).isTrue();

        store = reopen();
        assertThat(store.findUserByEmail(ANA.email()))
                .contains(new User(
                        ANA.fleetId(),
                        ANA.id(),
                        ANA.email(),
                        "Ana Lía",
                        ANA.role(),
                        ZoneId.of("Asia/Kathmandu"),
                        Locale.forLanguageTag("es-UY-u-hc-h12-ms-ussystem"),
                        ANA.passwordHash()));
        assertThat(store.findUser(other.owner())).contains(other);
        assertThat(store.change(user("other", "ana"))).isFalse();
        assertThat(store.findUser(new Owner("other", "ana"))).isEmpty();
    }

    @Test
    void changesAPasswordOnlyFromTheOneThatWasChecked() {
        store.add(ANA);

        assertThat(store.changePassword(ANA.owner(), ANA.passwordHash(), "second"))
                .isTrue();
        assertThat(store.changePassword(ANA.owner(), ANA.passwordHash(), "third"))
                .isFalse();
        assertThat(store.changePassword(new Owner("other", "ana"), "second", "third"))
                .isFalse();

        store = reopen();
        assertThat(store.findUser(ANA.owner())).map(User::passwordHash).contains("second");
        assertThat(store.findUser(new Owner("other", "ana"))).isEmpty();
    }

    @Test
    void anEmailThatIsChangedIsFreeForOthersAndATakenOneIsNotGiven() {
        store.add(ANA);
        User bob = user("other", "bob");
        store.add(bob);

        assertThat(store.changeEmail(ANA.owner(), ANA.email(), bob.email())).isFalse();
        assertThat(store.changeEmail(ANA.owner(), "stale@example.org", "new@example.org"))
                .isFalse();
        assertThat(store.choseEmail(ANA.owner())).isFalse();
        assertThat(store.changeEmail(ANA.owner(), ANA.email(), ANA.email())).isTrue();
        assertThat(store.choseEmail(ANA.owner())).isFalse();
        assertThat(store.changeEmail(ANA.owner(), ANA.email(), "new@example.org"))
                .isTrue();

        store = reopen();
        assertThat(store.choseEmail(ANA.owner())).isTrue();
        assertThat(store.choseEmail(bob.owner())).isFalse();
        assertThat(store.choseEmail(new Owner("fleet", "nobody"))).isFalse();
        assertThat(store.findUserByEmail("new@example.org")).map(User::id).contains("ana");
        assertThat(store.findUser(ANA.owner())).map(User::email).contains("new@example.org");
        assertThat(store.findUserByEmail(ANA.email())).isEmpty();
        assertThat(store.findUserByEmail(bob.email())).contains(bob);
        assertThat(store.changeEmail(bob.owner(), bob.email(), ANA.email())).isTrue();
    }

    @Test
    void findsNobodyUnderAnothersKey() {
        store.add(ANA);

        assertThat(store.findUser(new Owner("other", "ana"))).isEmpty();
        assertThat(store.findUser(new Owner("fleet", "bob"))).isEmpty();
        assertThat(store.findUserByEmail("bob@example.org")).isEmpty();
        assertThat(store.listUsers("other", 10, Optional.empty()).items()).isEmpty();
    }

    @Test
    void refusesAnEmailThatIsTakenInAnyFleet() {
        store.add(ANA);
        User other =
                new User("other", "eve", ANA.email(), "Eve", Role.DRIVER, ZoneId.of("UTC"), Locale.ENGLISH, "hash");

        assertThat(store.add(other)).isFalse();

        assertThat(store.findUser(other.owner())).isEmpty();
        assertThat(store.findUserByEmail(ANA.email())).contains(ANA);
    }

    @Test
    void addsOneFirstUserWhenManyTryAtOnce() throws Exception {
        List<Boolean> added = atOnce(8, i -> store.addFirst(user("fleet", "user-" + i)));

        assertThat(added).containsOnlyOnce(true);
        assertThat(store.listUsers("fleet", 10, Optional.empty()).items()).hasSize(1);
        assertThat(store.addFirst(user("other", "late"))).isFalse();
    }

    @Test
    void refusesAFirstUserWhereOneWasAdded() {
        store.add(ANA);

        assertThat(store.addFirst(user("other", "late"))).isFalse();
        assertThat(store.findUser(new Owner("other", "late"))).isEmpty();
    }

    @Test
    void addsOneUserOfAnEmailWhenManyTryAtOnce() throws Exception {
        List<Boolean> added = atOnce(
                8,
                i -> store.add(new User(
                        "fleet",
                        "user-" + i,
                        "same@example.org",
                        "Same",
                        Role.DRIVER,
                        ZoneId.of("UTC"),
                        Locale.ENGLISH,
                        "hash")));

        assertThat(added).containsOnlyOnce(true);
        assertThat(store.listUsers("fleet", 10, Optional.empty()).items()).hasSize(1);
    }

    @Test
    void listsUsersByIdInPages() {
        List<String> ids = List.of("a", "b", "c", "d", "e");
        ids.forEach(id -> store.add(user("fleet", id)));
        store.add(user("other", "f"));

        assertThat(allPages(after -> store.listUsers("fleet", 2, after)))
                .extracting(User::id)
                .isEqualTo(ids);
        assertThat(store.listUsers("fleet", 5, Optional.empty()).next()).isEmpty();
    }

    @Test
    void addsADeviceTogetherWithItsToken() {
        Device device = device("fleet", "ana", "phone");
        Credential.DeviceToken token = new Credential.DeviceToken("hash-phone", device.key());
        store.add(device, token);

        store = reopen();

        assertThat(store.findDevice("fleet", "phone")).contains(device);
        assertThat(store.findDevice("phone")).contains(device);
        assertThat(store.findCredential("hash-phone")).contains(token);
        assertThat(store.findDevice("other", "phone")).isEmpty();
        assertThat(store.findDevice("nothing")).isEmpty();
    }

    @Test
    void aNewTokenVoidsTheOldOneWhileTheDeviceIsActive() {
        Device device = new Device(new DeviceKey("fleet", "ana", "d-1"), "Phone", NOW, Device.State.ACTIVE);
        store.add(device, new Credential.DeviceToken("hash-old", device.key()));
        Credential.DeviceToken renewed = new Credential.DeviceToken("hash-new", device.key());

        assertThat(store.replaceToken(renewed)).isTrue();
        assertThat(store.findCredential("hash-old")).isEmpty();
        assertThat(store.findCredential("hash-new")).contains(renewed);

        store.remove(device.key(), Device.State.REMOVED);
        assertThat(store.findCredential("hash-new")).isEmpty();
        assertThat(store.replaceToken(new Credential.DeviceToken("hash-late", device.key())))
                .isFalse();
        assertThat(store.findCredential("hash-late")).isEmpty();
        assertThat(store.replaceToken(new Credential.DeviceToken("hash-x", new DeviceKey("fleet", "ana", "none"))))
                .isFalse();
    }

    @Test
    void listsActiveDevicesOfAUserAndOfTheFleetInPages() {
        List.of("a", "b", "c", "d", "e").forEach(id -> add(device("fleet", "ana", id)));
        add(device("fleet", "bob", "bb"));
        add(device("other", "ana", "x"));
        store.remove(new DeviceKey("fleet", "ana", "c"), Device.State.REMOVED);
        store.remove(new DeviceKey("fleet", "ana", "d"), Device.State.ERASED);

        assertThat(allPages(after -> store.listDevices(new Owner("fleet", "ana"), 2, after)))
                .extracting(device -> device.key().deviceId())
                .containsExactly("a", "b", "e");
        assertThat(allPages(after -> store.listDevices("fleet", 2, after)))
                .extracting(device -> device.key().deviceId())
                .containsExactly("a", "b", "bb", "e");
    }

    @Test
    void removingADeviceVoidsItsTokenAndKeepsItFindable() {
        Device phone = device("fleet", "ana", "phone");
        Device tablet = device("fleet", "ana", "tablet");
        add(phone);
        add(tablet);

        store.remove(phone.key(), Device.State.REMOVED);
        store.remove(phone.key(), Device.State.REMOVED);

        assertThat(store.findCredential("hash-phone")).isEmpty();
        assertThat(store.findDevice("phone")).contains(phone.as(Device.State.REMOVED));
        assertThat(store.findCredential("hash-tablet")).isPresent();
        assertThat(store.findDevice("fleet", "tablet")).contains(tablet);
    }

    /** Empty for an engine that serves a single process. */
    protected abstract List<String> toldVoid(String... hashes);

    @Test
    void tellsWhichTokensBecameVoidSinceItWasAskedLast() {
        List<String> ids = List.of("a", "b", "c");
        ids.forEach(id -> add(device("fleet", "ana", id)));
        store.remove(new DeviceKey("fleet", "ana", "a"), Device.State.REMOVED);

        VoidTokens first = store.voidTokens(Optional.empty());
        assertThat(first.hashes()).isEmpty();
        assertThat(store.voidTokens(Optional.of(first.cursor()))).isEqualTo(first);
        store.remove(new DeviceKey("fleet", "ana", "b"), Device.State.REMOVED);
        store.remove(new DeviceKey("fleet", "ana", "c"), Device.State.ERASED);

        VoidTokens second = store.voidTokens(Optional.of(first.cursor()));
        assertThat(second.hashes()).isEqualTo(toldVoid("hash-b", "hash-c"));
        assertThat(store.voidTokens(Optional.of(second.cursor())).hashes()).isEmpty();
        assertThat(store.voidTokens(Optional.of(first.cursor()))).isEqualTo(second);
    }

    @Test
    void tellsThatAReplacedTokenBecameVoid() {
        Device phone = device("fleet", "ana", "phone");
        add(phone);
        VoidTokens before = store.voidTokens(Optional.empty());

        store.replaceToken(new Credential.DeviceToken("hash-new", phone.key()));
        store.replaceToken(new Credential.DeviceToken("hash-newest", phone.key()));

        assertThat(store.voidTokens(Optional.of(before.cursor())).hashes())
                .isEqualTo(toldVoid("hash-phone", "hash-new"));
    }

    @Test
    void noTokenOutlivesItsDeviceThoughAllIsDoneAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            Device phone = device("fleet", "ana", "phone-" + round);
            add(phone);
            String renewed = "hash-renewed-" + round;

            atOnce(3, i -> {
                switch (i) {
                    case 0 -> store.rename(phone.key(), "Another name");
                    case 1 -> store.replaceToken(new Credential.DeviceToken(renewed, phone.key()));
                    default -> store.remove(phone.key(), Device.State.REMOVED);
                }
                return true;
            });

            assertThat(store.findCredential(renewed)).isEmpty();
            assertThat(store.findCredential("hash-phone-" + round)).isEmpty();
            assertThat(store.findDevice("fleet", phone.key().deviceId()))
                    .map(Device::state)
                    .contains(Device.State.REMOVED);
            assertThat(store.listDevices(phone.key().owner(), 10, Optional.empty())
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void missesNoVoidTokenThoughManyBecomeVoidAtOnce() {
        List<String> ids = IntStream.range(0, 8).mapToObj(i -> "d" + i).toList();
        ids.forEach(id -> add(device("fleet", "ana", id)));
        VoidTokens before = store.voidTokens(Optional.empty());

        ids.parallelStream().forEach(id -> store.remove(new DeviceKey("fleet", "ana", id), Device.State.REMOVED));

        assertThat(store.voidTokens(Optional.of(before.cursor())).hashes())
                .containsExactlyInAnyOrderElementsOf(
                        toldVoid(ids.stream().map(id -> "hash-" + id).toArray(String[]::new)));
    }

    @Test
    void aRemovedDeviceCanStillBeErasedAndStaysErased() {
        Device phone = device("fleet", "ana", "phone");
        add(phone);

        store.remove(phone.key(), Device.State.REMOVED);
        store.remove(phone.key(), Device.State.ERASED);
        store.remove(phone.key(), Device.State.REMOVED);

        assertThat(store.findDevice("fleet", "phone")).contains(phone.as(Device.State.ERASED));
    }

    @Test
    void aDeviceIsRenamedByItsOwnerWhileItIsActive() {
        Device phone = device("fleet", "ana", "phone");
        add(phone);

        store.rename(phone.key(), "Teléfono");
        store.rename(new DeviceKey("fleet", "bob", "phone"), "Bob's");

        Device renamed = new Device(phone.key(), "Teléfono", phone.createdAt(), phone.state());
        assertThat(store.findDevice("fleet", "phone")).contains(renamed);
        assertThat(store.listDevices(phone.key().owner(), 10, Optional.empty()).items())
                .containsExactly(renamed);
        assertThat(store.listDevices("fleet", 10, Optional.empty()).items()).containsExactly(renamed);
        assertThat(store.findCredential("hash-phone")).isPresent();
        store.remove(phone.key(), Device.State.REMOVED);
        store.rename(phone.key(), "Gone");
        assertThat(store.findDevice("fleet", "phone")).contains(renamed.as(Device.State.REMOVED));
    }

    @Test
    void removingUnderAnothersKeyDoesNothing() {
        Device phone = device("fleet", "ana", "phone");
        add(phone);

        store.remove(new DeviceKey("fleet", "bob", "phone"), Device.State.ERASED);
        store.remove(new DeviceKey("other", "ana", "phone"), Device.State.ERASED);

        assertThat(store.findDevice("fleet", "phone")).contains(phone);
        assertThat(store.findDevice("other", "phone")).isEmpty();
        assertThat(store.findCredential("hash-phone")).isPresent();
    }

    private void add(Device device) {
        store.add(device, new Credential.DeviceToken("hash-" + device.key().deviceId(), device.key()));
    }

    private static User user(String fleetId, String id) {
        return user(fleetId, id, Role.DRIVER);
    }

    private static User user(String fleetId, String id, Role role) {
        return new User(
                fleetId, id, id + "@example.org", "Name of " + id, role, ZoneId.of("UTC"), Locale.ENGLISH, "hash");
    }

    private static Device device(String fleetId, String userId, String id) {
        return new Device(new DeviceKey(fleetId, userId, id), "Pixel 9", NOW, Device.State.ACTIVE);
    }

    private static <T> List<T> allPages(Function<Optional<String>, Page<T>> list) {
        List<T> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<T> page = list.apply(after);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private static <T> List<T> atOnce(int threads, Function<Integer, T> action)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> calls = IntStream.range(0, threads)
                    .<Callable<T>>mapToObj(i -> () -> action.apply(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
