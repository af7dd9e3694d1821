package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words about closing an account. */
@MessageBundle(value = "closing", locale = "en")
public interface ClosingMessages {

    @Message("Close the account")
    String title();

    @Message("Delete everything that is stored of you, and the account")
    String lead();

    @Message("What goes")
    String goes();

    @Message("Devices with their positions, trips, totals, corrections and imports: {devices}")
    String devices(long devices);

    @Message("Named places, privacy zones, shared links, the list of who looked, and the second factor")
    String settings();

    @Message("Name, e-mail address and password; the address can be used again")
    String person();

    @Message(
            "Access ends at once, devices included. The data goes in the background, mostly within minutes; where that breaks off it goes on by itself. There is no way back.")
    String when();

    @Message("What stays, and for how long")
    String stays();

    @Message("Lines of the audit log that name the account: 400 days")
    String audit();

    @Message("What phones sent lately, in the stream: up to 7 days. It is not stored again.")
    String stream();

    @Message("Backups, as long as the operator keeps them, and what was downloaded before")
    String backups();

    @Message("Download everything first")
    String download();

    @Message("I want all of it to be deleted")
    String sure();

    @Message("Tick the box if you want all of it to be deleted.")
    String notSure();

    @Message("Nobody else administers this fleet. Make somebody an administrator first.")
    String last();

    @Message("The account is closed, and its data is being deleted.")
    String closed();
}
