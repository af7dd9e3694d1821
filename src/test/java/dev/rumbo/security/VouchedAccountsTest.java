package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.openid.Claims;
import dev.rumbo.openid.OpenIdConfig;
import dev.rumbo.security.VouchedAccounts.Refusal;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator decides about people for whom a provider vouches: who registers, and which group is which role. */
class VouchedAccountsTest {

    private static final User BOSS = user("boss@example.org", Role.FLEET_ADMIN);
    private static final Config CLOSED = new Config(Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    private SqliteStore store;
    private AccountStore accounts;

    private record Config(Optional<String> rolesClaim, Optional<List<String>> roles, Optional<String> registersWith)
            implements OpenIdConfig {
        @Override
        public Optional<String> issuer() {
            return Optional.of("https://provider.example");
        }

        @Override
        public Optional<String> clientId() {
            return Optional.of("rumbo");
        }

        @Override
        public Optional<String> clientSecret() {
            return Optional.empty();
        }

        @Override
        public String name() {
            return "Acme";
        }

        @Override
        public String scope() {
            return "openid";
        }
    }

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
        accounts = store.accounts();
        accounts.addFirst(BOSS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nobodyRegistersUnlessTheOperatorSaysWithWhom() {
        Claims stranger = claims("noe@example.org", Set.of());

        assertThat(find(CLOSED, stranger).refusal()).contains(Refusal.NO_ACCOUNT);
        assertThat(accounts.findUserByEmail("noe@example.org")).isEmpty();

        User made = find(registering("boss@example.org"), stranger).user().orElseThrow();
        assertThat(made.fleetId()).isEqualTo(BOSS.fleetId());
        assertThat(made.role()).isEqualTo(Role.DRIVER);
        assertThat(made.timeZone()).isEqualTo(ZoneId.of("America/Montevideo"));
        assertThat(made.locale()).isEqualTo(Locale.forLanguageTag("es-UY"));
        assertThat(made.hasPassword()).isFalse();
        assertThat(Passwords.matches(made.passwordHash(), made.passwordHash())).isFalse();
        assertThat(find(CLOSED, stranger).user()).contains(made);
    }

    @ParameterizedTest
    @CsvSource({"nobody@example.org", "driver@example.org"})
    void nobodyRegistersWithWhoIsNoAdministrator(String host) {
        accounts.add(user("driver@example.org", Role.DRIVER));

        assertThat(find(registering(host), claims("noe@example.org", Set.of())).refusal())
                .contains(Refusal.NO_ACCOUNT);
    }

    @ParameterizedTest
    @CsvSource({
        "bosses,               FLEET_ADMIN",
        "bosses ops,           ADMIN",
        "ops,                  OPERATOR",
        "everything,           ADMIN",
        "drivers,              DRIVER",
        "drivers bosses,       FLEET_ADMIN",
        "admin,                DRIVER",
        "'',                   DRIVER"
    })
    void aGroupIsTheRoleThatTheOperatorSays(String groups, Role role) {
        accounts.add(user("ana@example.org", Role.OPERATOR));
        Config config = new Config(
                Optional.of("groups"),
                Optional.of(List.of("bosses=admin", "ops = operator", "drivers=driver", "everything=all")),
                Optional.empty());

        User user = find(config, claims("ana@example.org", Set.of(groups.split(" "))))
                .user()
                .orElseThrow();

        assertThat(user.role()).isEqualTo(role);
        assertThat(accounts.findUser(user.owner()).orElseThrow().role()).isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource({"admin, FLEET_ADMIN", "operator, OPERATOR", "admin operator, ADMIN", "all, DRIVER", "everybody, DRIVER"
    })
    void groupsAreNamedAsRolesAreButAllIsEverybody(String groups, Role role) {
        accounts.add(user("ana@example.org", Role.DRIVER));
        Config config = new Config(Optional.of("groups"), Optional.empty(), Optional.empty());

        assertThat(find(config, claims("ana@example.org", Set.of(groups.split(" "))))
                        .user()
                        .orElseThrow()
                        .role())
                .isEqualTo(role);
    }

    @Test
    void aNewcomerGetsZoneAndLanguageThatThereAre() {
        Claims odd = new Claims(
                "https://provider.example",
                "odd",
                Optional.of("odd@example.org"),
                true,
                Optional.empty(),
                Optional.of("+02:00"),
                Optional.of(Locale.GERMANY),
                Set.of());

        User made = find(registering("boss@example.org"), odd).user().orElseThrow();

        assertThat(made.timeZone()).as("that of the fleet's administrator").isEqualTo(BOSS.timeZone());
        assertThat(made.locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void withoutAClaimTheRoleIsRumbosOwn() {
        assertThat(find(CLOSED, claims("boss@example.org", Set.of("driver")))
                        .user()
                        .orElseThrow()
                        .role())
                .isEqualTo(Role.FLEET_ADMIN);
    }

    @Test
    void theFleetsLastAdministratorStaysOneWhateverTheProviderSays() {
        Config config = new Config(Optional.of("groups"), Optional.empty(), Optional.empty());

        assertThat(find(config, claims("boss@example.org", Set.of("driver")))
                        .user()
                        .orElseThrow()
                        .role())
                .isEqualTo(Role.FLEET_ADMIN);
    }

    @ParameterizedTest
    @CsvSource({"admins", "=admin", "admins=boss"})
    void whatIsNoGroupWithItsRoleIsTold(String pair) {
        assertThatThrownBy(() -> VouchedAccounts.roles(List.of(pair)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pair);
    }

    private VouchedAccounts.Found find(Config config, Claims claims) {
        Clock clock = Clock.systemUTC();
        Audit audit = new Audit(
                new AuditLog(store.audit(), clock),
                store.audit(),
                clock,
                KeptAddress.FULL,
                () -> new AuditLog.Who("", "", "127.0.0.1"));
        Callers callers = new Callers(accounts, new Revocations(), clock);
        VouchedAccounts vouched = new VouchedAccounts(
                config,
                accounts,
                new Invitations(store.invitations(), accounts, audit, clock),
                new People(accounts, new OwnCredentials(accounts, callers, audit, clock), callers, audit),
                audit,
                clock);
        VouchedAccounts.Found found = vouched.find(claims, "", Locale.ENGLISH, "127.0.0.1", Optional.empty());
        return new VouchedAccounts.Found(
                found.user().flatMap(user -> vouched.settle(user, found.vouched(), "127.0.0.1")),
                Vouched.NOTHING,
                found.refusal());
    }

    private static Config registering(String host) {
        return new Config(Optional.empty(), Optional.empty(), Optional.of(host));
    }

    private static Claims claims(String email, Set<String> groups) {
        return new Claims(
                "https://provider.example",
                "subject of " + email,
                Optional.of(email),
                true,
                Optional.of("Noé"),
                Optional.of("America/Montevideo"),
                Optional.of(Locale.forLanguageTag("es-UY")),
                groups);
    }

    private static User user(String email, Role role) {
        return new User(
                "fleet", Secrets.newId(), email, "Name", role, ZoneId.of("UTC"), Locale.ENGLISH, "$argon2id$...");
    }
}
