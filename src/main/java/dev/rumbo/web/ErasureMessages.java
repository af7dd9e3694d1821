package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words about deleting what was recorded of a time. */
@MessageBundle(value = "erasure", locale = "en")
public interface ErasureMessages {

    @Message("Delete what {name} recorded")
    String title(String name);

    @Message("Of a time you choose, for good. Everything else of the device stays.")
    String lead();

    @Message("From")
    String from();

    @Message("Until")
    String to();

    @Message("By the clock of {zone}.")
    String byClock(String zone);

    @Message("Show what would go")
    String look();

    @Message("What would go")
    String goes();

    @Message("Positions")
    String positions();

    @Message("more than {count}")
    String more(String count);

    @Message("Whole trips")
    String trips();

    @Message("Their distance")
    String distance();

    @Message("Trips that lose a part")
    String cut();

    @Message("Nothing is stored of this time. What phones sent and is still on its way would go, too.")
    String nothing();

    @Message(
            "Corrections of that time, what imports keep of it, and links to trips that begin or end in it go as well. Trips around are worked out anew from what is left, as if the rest had never been recorded.")
    String also();

    @Message(
            "It goes in the background, mostly within seconds. What a phone sends of that time before it is done goes, too; what is sent later is stored again. There is no way back.")
    String when();

    @Message(
            "What phones sent lately stays in the stream for up to 7 days and is not stored again. Downloads, the pages that a browser keeps to read offline, and the operator’s backups are not reached.")
    String stays();

    @Message("I want this to be deleted for good")
    String sure();

    @Message("Delete")
    String button();

    @Message("Tick the box if you want this to be deleted.")
    String notSure();

    @Message("Give two times, of which the second is later.")
    String noSpan();

    @Message("That time is still to come.")
    String toCome();

    @Message("It is being deleted.")
    String begun();

    @Message("What was deleted")
    String earlier();

    @Message("Nothing of this device was deleted yet.")
    String none();

    @Message("Time")
    String span();

    @Message("Asked for")
    String asked();

    @Message("State")
    String state();

    @Message("Being deleted; reload to see")
    String running();

    @Message("Deleted")
    String done();

    @Message("Delete what was recorded of a time")
    String part();

    @Message("Delete a part of this day")
    String ofDay();
}
