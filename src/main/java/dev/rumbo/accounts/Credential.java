package dev.rumbo.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * A secret that was handed out, known here by its hash only.
 *
 * <p>The secrets are 256 random bits, so SHA-256 without salt is enough: there is nothing to guess.
 */
public sealed interface Credential {

    /** Unpadded base64url of the SHA-256 of the secret. */
    String hash();

    /** What a user's credential is for. */
    enum Kind {
        /** A program, through the API. */
        ACCESS_TOKEN,
        /** A browser. */
        SESSION
    }

    /** Speaks for a user until it is withdrawn or its time is over. */
    sealed interface OfUser extends Credential {

        /** Public identifier, unique among the user's. */
        String id();

        Owner owner();

        Kind kind();

        Instant createdAt();

        /** Empty for ever. */
        Optional<Instant> end();
    }

    /** May post positions for one device and nothing else. */
    record DeviceToken(String hash, DeviceKey device) implements Credential {}

    /**
     * May do through the API what its user may do, as far as its scope allows.
     *
     * @param name what the user calls it
     */
    record AccessToken(
            String hash, String id, String name, Owner owner, Instant createdAt, Optional<Instant> end, Scope scope)
            implements OfUser {
        @Override
        public Kind kind() {
            return Kind.ACCESS_TOKEN;
        }
    }

    /**
     * A browser that logged in, until {@code expiresAt}.
     *
     * @param browser its family and system in plain words; empty where it is not known
     */
    record Session(String hash, String id, Owner owner, Instant createdAt, Instant expiresAt, String browser)
            implements OfUser {
        @Override
        public Kind kind() {
            return Kind.SESSION;
        }

        @Override
        public Optional<Instant> end() {
            return Optional.of(expiresAt);
        }
    }
}
