package dev.rumbo.accounts;

/** What a user may see. */
public enum Role {
    /** Sees what is theirs. */
    DRIVER,
    /** Sees and manages the whole fleet. */
    ADMIN
}
