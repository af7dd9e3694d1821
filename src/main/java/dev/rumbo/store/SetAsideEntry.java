package dev.rumbo.store;

/**
 * A record that was set aside, as it lies in the list.
 *
 * @param id opaque
 */
public record SetAsideEntry(String id, SetAside setAside) {}
