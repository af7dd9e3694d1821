package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the archive of an account; the other languages are in {@code messages/archive_*.properties}. */
@MessageBundle(value = "archive", locale = "en")
public interface ArchiveMessages {

    @Message("Your data")
    String title();

    @Message("Everything of your account in one file: devices, every position, corrections, places and settings."
            + " No password and no token is in it.")
    String lead();

    @Message("Download the archive")
    String download();

    @Message("Put an archive back")
    String restore();

    @Message(
            "Into this account, from this Rumbo or another. What is here already stays as it is; the same archive twice"
                    + " changes nothing.")
    String restoreLead();

    @Message("Archive (.zip)")
    String file();

    @Message("Look into it")
    String look();

    @Message("What it holds")
    String found();

    @Message("Taken")
    String taken();

    @Message("Of")
    String of();

    @Message("Devices")
    String devices();

    @Message("Positions")
    String positions();

    @Message("Corrections")
    String corrections();

    @Message("Places")
    String places();

    @Message("Take name, language, units and time zone ({zone}) from it too")
    String settings(String zone);

    @Message("Put it into my account")
    String run();

    @Message("Putting it back")
    String running();

    @Message("Another archive")
    String cancel();

    @Message("Nothing was changed:")
    String problem();

    @Message("The archive is damaged: it breaks off or is no zip. Nothing was changed.")
    String damaged();

    @Message("The archive is not here any more. Send it again.")
    String gone();

    @Message("The archive could not be sent. What has arrived is kept for an hour: send it again to go on.")
    String stopped();

    @Message(
            "All of it is in your account. New are: devices {devices}, positions {positions}, corrections {corrections},"
                    + " places {places}.")
    String done(String devices, String positions, String corrections, String places);

    @Message("A device that is new here needs a new token before its phone can post again.")
    String tokens();

    @Message("See the devices")
    String seeDevices();

    @Message("Back to the settings")
    String back();
}
