package dev.rumbo.accounts;

import java.util.Arrays;
import java.util.Optional;

/** What a user may see beside what is theirs. The names are stored: one that was released is never changed. */
public enum Role {
    /** Nothing else. */
    DRIVER("driver", false, false),
    /** The whole fleet, and manages it. */
    FLEET_ADMIN("admin", true, false),
    /** How the installation works, and no position of anybody else. */
    OPERATOR("operator", false, true),
    /** Both: the first administrator, and whoever was an administrator before there were operators. */
    ADMIN("all", true, true);

    private final String word;
    private final boolean administers;
    private final boolean operates;

    Role(String word, boolean administers, boolean operates) {
        this.word = word;
        this.administers = administers;
        this.operates = operates;
    }

    /** As callers write it. */
    public String word() {
        return word;
    }

    /** Whether the fleet is theirs to see and manage. */
    public boolean administers() {
        return administers;
    }

    /** Whether the installation is theirs to look after. */
    public boolean operates() {
        return operates;
    }

    /** Whether its holder may give another role to people of the fleet, or take it away: nobody gives what they do not have. */
    public boolean mayGive(Role other) {
        return administers && (operates || !other.operates);
    }

    /** The one that callers write so. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }
}
