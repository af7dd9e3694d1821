package dev.rumbo.accounts;

/**
 * The user to whom data belongs, within the fleet that the user belongs to.
 *
 * <p>A key of the store, never only a filter: a query that lacks it cannot be written.
 */
public record Owner(String fleetId, String userId) {}
