package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page of a trip that no other page has. */
@MessageBundle(value = "trip", locale = "en")
public interface TripMessages {

    @Message("Totals of the trip")
    String totals();

    @Message("Previous drive")
    String previous();

    @Message("Next drive")
    String next();

    @Message("Show on its day")
    String onItsDay();

    @Message("Door to door")
    String lasted();

    @Message("How fast, for how long")
    String histogram();

    @Message("{from} to {to} {unit}")
    String band(int from, int to, String unit);

    @Message("Share")
    String share();

    @Message("Speeds are not known: the phone was silent between its positions.")
    String noSpeeds();

    @Message("Harsh moments")
    String harsh();

    @Message("None: nobody was pushed into a seat or a belt.")
    String noHarsh();

    @Message("The speeds of this phone come too seldom or too coarsely to tell.")
    String harshUnknown();

    @Message("Hard braking")
    String braking();

    @Message("Hard acceleration")
    String acceleration();

    @Message("Strength")
    String strength();

    @Message("Show on the map")
    String show();

    @Message("Why here")
    String why();

    @Message("The same route before")
    String before();

    @Message("Not driven in the twelve months before: no drive of about this length joined these places.")
    String firstTime();

    @Message("Driven {count} times in the twelve months before, usually in {usual}; this time {change}.")
    String compared(String count, String usual, String change);

    @Message("Driven once in the twelve months before, in {usual}; this time {change}.")
    String comparedOnce(String usual, String change);

    @Message("This one")
    String thisOne();

    @Message("Difference")
    String difference();

    @Message("Date")
    String date();

    @Message("fastest")
    String fastest();

    @Message(
            "The route of this drive is kept no longer: your fleet keeps positions for a time only. The line joins where it began and where it ended; distance and times are those that were measured.")
    String routeGone();

    @Message("The positions of this drive are kept no longer.")
    String keptNoLonger();

    @Message("There is no route to take along any more.")
    String noExport();

    @Message("Take the route along")
    String export();

    @Message("Facts")
    String facts();

    @Message("Device")
    String device();
}
