package dev.rumbo.accounts;

/** That all of a device was deleted: an event within this process. */
public record DeviceErased(DeviceKey device) {}
