package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages say about who looked. */
@MessageBundle(value = "viewers", locale = "en")
public interface ViewerMessages {

    @Message("Who looked")
    String title();

    @Message("Who saw where you were or how far you drove, and when, in the last 90 days.")
    String lead();

    @Message("Your own looks are not listed. Each line is one hour; a page may make several lines.")
    String hours();

    @Message("Nobody looked in the last 90 days.")
    String nobody();

    @Message("When")
    String when();

    @Message("Who")
    String who();

    @Message("What")
    String what();

    @Message("Somebody with a link that you shared")
    String byLink();

    @Message("A day: {day}")
    String day(String day);

    @Message("A drive: {day}")
    String trip(String day);

    @Message("The list of drives")
    String trips();

    @Message("Totals")
    String totals();

    @Message("Every position")
    String positions();

    @Message("Corrections")
    String corrections();

    @Message("Where you were at that time")
    String live();

    @Message("{from} to {to}")
    String span(String from, String to);

    @Message("Older")
    String older();
}
