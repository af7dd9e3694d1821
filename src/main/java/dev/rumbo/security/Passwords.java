package dev.rumbo.security;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Argon2id with 7 MiB, five passes and one lane: of the settings that OWASP's password storage cheat sheet calls equal in strength
 * the one that needs the least memory, since the library keeps as much for good. Older hashes say themselves how they were made.
 */
final class Passwords {

    private static final String NONE = "none:";
    private static final int MEMORY_KIB = 7_168;
    private static final int PASSES = 5;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private static final Argon2Function ARGON2ID =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    /** More at once would be no faster, and take the memory that a small heap does not have. */
    private static final Semaphore FEW = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    private Passwords() {}

    static String hash(String password) {
        return oneOfFew(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2ID).getResult());
    }

    /** Stands for no password: matches none, and is as hard to guess as a hash for what is derived from it. */
    static String none() {
        return NONE + Secrets.newSecret();
    }

    static boolean matches(String password, String hash) {
        if (hash.startsWith(NONE)) {
            matchNobody(password);
            return false;
        }
        return oneOfFew(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    private static <T> T oneOfFew(Supplier<T> work) {
        FEW.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            FEW.release();
        }
    }

    static void matchNobody(String password) {
        matches(password, Nobody.HASH);
    }

    /** Checked where there is no such user, so that the answer takes as long as for one that exists; not made at the start. */
    private static final class Nobody {

        static final String HASH = hash(Secrets.newSecret());
    }
}
