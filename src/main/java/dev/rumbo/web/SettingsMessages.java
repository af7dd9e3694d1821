package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the settings. */
@MessageBundle(value = "settings", locale = "en")
public interface SettingsMessages {

    @Message("Settings")
    String title();

    @Message("How dates, distances and times read on every page. A day begins at midnight in your time zone.")
    String lead();

    @Message("At present: {sample}")
    String sample(String sample);

    @Message("Saved.")
    String saved();

    @Message("Nothing was changed: something is missing or not valid.")
    String invalid();

    @Message("Name")
    String name();

    @Message("Language")
    String language();

    @Message("Dates and numbers as in")
    String region();

    @Message("The language’s own way")
    String noRegion();

    @Message("Distances")
    String distance();

    @Message("Kilometers")
    String kilometers();

    @Message("Miles")
    String miles();

    @Message("Clock")
    String clock();

    @Message("24 hours (18:20)")
    String clock24();

    @Message("12 hours (6:20 PM)")
    String clock12();

    @Message("As usual there")
    String usual();

    @Message("Time zone")
    String zone();

    @Message("Another time zone moves what was driven into its days; the sums follow within a minute or so.")
    String zoneNote();

    @Message("Save")
    String save();
}
