package dev.rumbo.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user may see. */
public enum Role {
    /** Sees what is theirs. */
    DRIVER,
    /** Sees and manages the whole fleet. */
    ADMIN;

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that the API writes so. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
