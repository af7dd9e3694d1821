package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes, the key that their secrets rest under, and the time between password and code. */
class CodesTest {

    /** Of RFC 6238, appendix B, whose codes have eight digits; an app's six are their end. */
    private static final String SECRET =
            new Base32().encodeToString("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "20000000000, 353130"})
    void codesAreThoseOfTheStandard(long time, String code) {
        Instant now = Instant.ofEpochSecond(time);
        assertThat(Codes.step(SECRET, code, now, 0)).hasValue(time / 30);
        assertThat(Codes.step(SECRET, code.substring(0, 3) + " " + code.substring(3), now, 0))
                .hasValue(time / 30);
    }

    @Test
    void aCodeHoldsAStepLongerAndEarlierForClocksThatDifferAndNoMore() {
        Instant then = Instant.ofEpochSecond(1_234_567_890);
        long step = 1_234_567_890 / 30;
        for (int off : List.of(-30, 0, 30)) {
            assertThat(Codes.step(SECRET, "005924", then.plusSeconds(off), 0)).hasValue(step);
        }
        assertThat(Codes.step(SECRET, "005924", then.plusSeconds(60), 0)).isEmpty();
        assertThat(Codes.step(SECRET, "005924", then.minusSeconds(60), 0)).isEmpty();
        assertThat(Codes.step(SECRET, "005924", then, step)).isEmpty();
        assertThat(Codes.step(SECRET, "", then, 0)).isEmpty();
    }

    @Test
    void recoveryCodesAreAllOthersAndAreTakenAsTheyAreTyped() {
        List<String> codes = Codes.newRecoveryCodes();
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("([a-z2-7]{4}-){5}[a-z2-7]{4}"));
        String code = codes.get(0);
        assertThat(Codes.recoveryHash(' ' + code.toUpperCase(Locale.ROOT).replace("-", " ") + ' '))
                .isEqualTo(Codes.recoveryHash(code));
    }

    @Test
    void aSealedSecretOpensUnderItsKeyAndForWhomItWasSealedOnly() {
        FactorKey key = FactorKey.of(Optional.of(key(1)), Optional.empty());
        String sealed = key.seal("secret", "ana");
        assertThat(sealed).doesNotContain("secret").isNotEqualTo(key.seal("secret", "ana"));
        assertThat(key.open(sealed, "ana")).contains("secret");
        assertThat(key.open(sealed, "bob")).isEmpty();
        assertThat(key.open(sealed.substring(0, sealed.length() - 1), "ana")).isEmpty();
        assertThat(key.open("", "ana")).isEmpty();
        assertThat(FactorKey.of(Optional.of(key(2)), Optional.empty()).open(sealed, "ana"))
                .isEmpty();
    }

    @Test
    void theKeyThatNobodyGaveIsInAFileOfItsOwnerAlone() throws Exception {
        Path file = folder.resolve("second-factor.key");
        FactorKey key = FactorKey.of(Optional.empty(), Optional.of(file));
        assertThat(key.open("AAAA", "ana")).isEmpty();
        assertThat(file).doesNotExist();

        String sealed = key.seal("secret", "ana");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(FactorKey.of(Optional.empty(), Optional.of(file)).open(sealed, "ana"))
                .contains("secret");
    }

    @Test
    void withoutAKeyOrWithOneThatIsNoneThereAreNoSecondFactors() {
        assertThat(FactorKey.of(Optional.empty(), Optional.empty()).isThere()).isFalse();
        assertThat(FactorKey.of(Optional.of("short"), Optional.of(folder.resolve("k")))
                        .isThere())
                .isFalse();
    }

    @Test
    void aHalfSessionIsItsUsersForMinutesAndUntilTheirPasswordChanges() {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        User ana = user("ana", "hash");
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.accounts().add(ana);
            store.accounts().add(user("bob", "another hash"));
            String cookie = HalfSession.cookie(ana, Vouched.NOTHING, now, false).getValue();
            assertThat(HalfSession.find(cookie, store.accounts(), now))
                    .contains(new HalfSession.Half(ana, Vouched.NOTHING));
            Vouched said = new Vouched(Optional.of("hash"), Optional.of(Role.OPERATOR));
            String vouched = HalfSession.cookie(ana, said, now, false).getValue();
            assertThat(HalfSession.find(vouched, store.accounts(), now)).contains(new HalfSession.Half(ana, said));
            assertThat(HalfSession.find(vouched.replace(".operator.", ".all."), store.accounts(), now))
                    .isEmpty();
            assertThat(HalfSession.find(vouched.replace(".hash.", ".another."), store.accounts(), now))
                    .isEmpty();
            assertThat(HalfSession.find(cookie.replace(".ana.", ".bob."), store.accounts(), now))
                    .isEmpty();
            assertThat(HalfSession.find(cookie, store.accounts(), now.plus(HalfSession.LIFETIME)))
                    .isEmpty();
            assertThat(HalfSession.find("", store.accounts(), now)).isEmpty();
            store.accounts().changePassword(ana.owner(), "hash", "new hash");
            assertThat(HalfSession.find(cookie, store.accounts(), now)).isEmpty();
        }
    }

    private static User user(String id, String hash) {
        return new User("fleet", id, id + "@rumbo.example", id, Role.DRIVER, ZoneId.of("UTC"), Locale.ENGLISH, hash);
    }

    private static String key(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(key);
    }
}
