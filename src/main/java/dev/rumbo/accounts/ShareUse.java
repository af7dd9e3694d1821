package dev.rumbo.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * A link and how often it was opened.
 *
 * @param lastViewAt empty where it never was
 */
public record ShareUse(Share share, long views, Optional<Instant> lastViewAt) {}
