package dev.rumbo.accounts;

/** How much of what its user may do an access token may do. */
public enum Scope {
    /** Reads, and changes nothing. */
    READ,
    /** All of it. */
    ALL
}
