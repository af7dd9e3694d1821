package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages say about links that users share, to them and to whoever opens one. */
@MessageBundle(value = "shares", locale = "en")
public interface ShareMessages {

    @Message("Shared links")
    String title();

    @Message("Links by which somebody without an account sees a trip, a day or where you are, for a while.")
    String lead();

    @Message(
            "Whoever has a link can hand it on, so give it a password where that matters. Privacy zones and private drives stay hidden in all of them.")
    String care();

    @Message("What it shows")
    String what();

    @Message("Ends")
    String ends();

    @Message("Times opened")
    String opened();

    @Message("Last opened")
    String lastOpened();

    @Message("never")
    String never();

    @Message("Actions")
    String actions();

    @Message("Withdraw")
    String withdraw();

    @Message("You share nothing at the moment.")
    String none();

    @Message("Drive of {when}")
    String ofTrip(String when);

    @Message("Day {when}")
    String ofDay(String when);

    @Message("Live position")
    String live();

    @Message("Live position, {device}")
    String liveOf(String device);

    @Message("with a password")
    String withPassword();

    @Message("Share where I am")
    String shareLive();

    @Message("Share this drive")
    String shareTrip();

    @Message("Share this day")
    String shareDay();

    @Message("Makes a link that shows this without an account. You see it once.")
    String shareLead();

    @Message("Which device")
    String device();

    @Message("The one that was heard of last")
    String anyDevice();

    @Message("For")
    String lasting();

    @Message("1 hour")
    String hour();

    @Message("{count} hours")
    String hours(int count);

    @Message("1 day")
    String day();

    @Message("{count} days")
    String days(int count);

    @Message("Password, if you want one")
    String password();

    @Message("Make a link")
    String make();

    @Message("This is the link. It is shown only now; hand it on yourself.")
    String once();

    @Message("The link is withdrawn. It shows nothing any more.")
    String withdrawn();

    @Message("There are too many links already. Withdraw one first.")
    String tooMany();

    @Message("Nothing of this drive may be shown to others: it is private or lies in a privacy zone.")
    String nothingToShare();

    @Message("A password has at least {count} characters, and is not one that is guessed easily.")
    String badPassword(int count);

    @Message("That link cannot be made. Choose again what it shows and how long.")
    String invalid();

    @Message("All my links")
    String all();

    @Message("What does a link that I share show?")
    String help();

    @Message(
            "One drive, one day, or where you are from then on, for at most 30 days, or 24 hours where you are. Never your name, your devices, other days, private drives or what lies in your privacy zones. Under your settings you see how often each link was opened, and withdraw it at once.")
    String helpAnswer();

    @Message("A shared drive")
    String sharedTrip();

    @Message("A shared day")
    String sharedDay();

    @Message("A shared position")
    String sharedLive();

    @Message("Times are those of {zone}. This link ends on {when}.")
    String clockAndEnd(String zone, String when);

    @Message("Distance")
    String distance();

    @Message("Driving")
    String driving();

    @Message("Drives")
    String drives();

    @Message("Nothing of this is shown at the moment.")
    String nothing();

    @Message("There is no such link, or it has ended.")
    String gone();

    @Message("Whoever gave it to you can make another one.")
    String goneLead();

    @Message("This link has a password")
    String locked();

    @Message("Whoever gave you the link knows it.")
    String lockedLead();

    @Message("Password")
    String passwordOf();

    @Message("Open")
    String open();

    @Message("That is not the password.")
    String wrongPassword();

    @Message("Too many wrong passwords. Try again in {minutes} min.")
    String tooManyAttempts(long minutes);

    @Message("Driving")
    String stateDriving();

    @Message("Standing")
    String stateStopped();

    @Message("Out of date: nothing was heard for a while.")
    String stateOffline();

    @Message("There is no position to show at the moment.")
    String stateNone();

    @Message("This link has ended. The position is not shown any more.")
    String stateEnded();

    @Message("The server does not answer. Trying again.")
    String stateLost();

    @Message("Position of {when}")
    String positionOf(String when);

    @Message("near {town}")
    String near(String town);

    @Message("Seconds ago")
    String justNow();

    @Message("%minutes% min ago")
    String minutesAgo();

    @Message("Look again")
    String reload();
}
