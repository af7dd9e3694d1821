package dev.rumbo.instances;

import dev.rumbo.store.InstanceStore;

/**
 * What instances find each other by.
 *
 * @param store in which each says that it runs
 * @param host an address of this machine that the others can reach
 * @param port where this one listens to them; 0 for any that is free
 */
public record Binding(InstanceStore store, String host, int port) {}
