package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the day says about places with names. */
@MessageBundle(value = "places", locale = "en")
public interface PlaceMessages {

    @Message("Name this place")
    String nameIt();

    @Message("Change this place")
    String changeIt();

    @Message("Name")
    String name();

    @Message("Home, Work …")
    String example();

    @Message("Radius in meters")
    String radius();

    @Message("Save")
    String save();

    @Message("Remove the name")
    String remove();

    @Message("Named “{name}”, within {radius} m")
    String named(String name, int radius);

    @Message("“{before}” is now “{name}”, within {radius} m")
    String renamed(String before, String name, int radius);

    @Message("“{name}” has no name any more")
    String removed(String name);

    @Message("Undo")
    String undo();
}
