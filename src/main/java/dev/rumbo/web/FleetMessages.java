package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the fleet's page says beyond the words that all pages share. */
@MessageBundle(value = "fleet", locale = "en")
public interface FleetMessages {

    @Message("Device")
    String device();

    @Message("Driver")
    String driver();

    @Message("State")
    String state();

    @Message("Speed")
    String speed();

    @Message("Last heard of")
    String heard();

    @Message("Its day")
    String itsDay();

    @Message("Follow")
    String follow();

    @Message("Close")
    String close();

    @Message("Driving")
    String driving();

    @Message("Standing")
    String stopped();

    @Message("Offline")
    String offline();

    @Message("Today")
    String today();

    @Message("Whole fleet")
    String whole();

    @Message("Wall")
    String wall();

    @Message("Over the full screen, for a wall (w)")
    String wallTitle();

    @Message("Selected device")
    String selected();

    @Message("Keys: / search, ↑ ↓ walk, f follow, w wall, Esc back")
    String keys();

    @Message("Not shown now")
    String hidden();
}
