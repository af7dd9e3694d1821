package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.User;
import java.util.Map;
import java.util.Optional;

/**
 * Whose day is shown.
 *
 * @param owner whose time zone makes the day
 * @param device of the owner; all of theirs where empty
 * @param parameters how the address says so; empty for the viewer's own day
 */
record DaySubject(User owner, Optional<Device> device, Map<String, String> parameters) {}
