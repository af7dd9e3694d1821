package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the recorder. */
@MessageBundle(value = "record", locale = "en")
public interface RecordMessages {

    @Message("Recorder")
    String title();

    @Message(
            "The recorder needs JavaScript, because only a script can read where the phone is. Switch it on for this page, or connect an app instead.")
    String needsScript();

    @Message(
            "Browsers tell where the phone is only to pages that come by HTTPS. Open this page with https:// in its address.")
    String insecure();

    @Message(
            "This browser cannot record: it tells no location, or keeps nothing in a private window. Use a current Chrome, Safari, Edge or Firefox.")
    String unsupported();

    @Message("The recorder is open in another tab or window. Close that one and this one takes over.")
    String elsewhere();

    @Message("Which device is this phone?")
    String setUp();

    @Message(
            "What you record is posted as one of your devices. Its token, which can only post positions, is kept in this browser and nowhere else.")
    String setUpLead();

    @Message("Log in once, then come back to this page.")
    String logInFirst();

    @Message("Log in")
    String logIn();

    @Message("There is no connection. It is needed once, to choose the device; afterwards recording works without.")
    String setUpOffline();

    @Message("Positions of another account wait in this browser. Log in as that one, so that they reach their owner.")
    String anotherReader();

    @Message("The server could not do that now. Nothing was changed here; try again.")
    String setUpFailed();

    @Message("Try again")
    String tryAgain();

    @Message("Device")
    String device();

    @Message("A new device")
    String newDevice();

    @Message("Its name")
    String name();

    @Message("Recorder on this phone")
    String defaultName();

    @Message("This device gets a new token: an app that has posted as it until now stops being heard.")
    String replaces();

    @Message("Use this device")
    String useDevice();

    @Message("Ready")
    String ready();

    @Message("Waiting for the first position")
    String searching();

    @Message("Recording")
    String recording();

    @Message("Interrupted")
    String halted();

    @Message("The recording was interrupted at")
    String resumedAt();

    @Message("It goes on now; nothing kept until then was lost.")
    String resumed();

    @Message("Go on recording")
    String goOn();

    @Message("End it")
    String end();

    @Message("The browser may not read the location. Allow it for this page in the browser's settings, then try again.")
    String denied();

    @Message("The phone does not know where it is at the moment. Recording goes on as soon as it does.")
    String unavailable();

    @Message(
            "This phone's storage is full: positions are held in memory only. Free some space and leave this page open.")
    String unsaved();

    @Message("The screen cannot be kept on here. Keep it on yourself: a browser whose screen is off records nothing.")
    String screenOff();

    @Message(
            "The server no longer knows this device: its token was replaced or the device removed. Log in and choose it again; what waits here is kept and sent then.")
    String unknownToken();

    @Message("Choose the device")
    String chooseAgain();

    @Message("Speed")
    String speed();

    @Message("Distance, preliminary")
    String distance();

    @Message("Duration")
    String duration();

    @Message("Accuracy")
    String accuracy();

    @Message("Start recording")
    String start();

    @Message("Stop recording")
    String stop();

    @Message("Everything recorded has been sent.")
    String allSent();

    @Message("Waiting to be sent: %count%. The oldest is %age% old.")
    String pending();

    @Message("The server is not reached; it is tried again by itself.")
    String failing();

    @Message("Not accepted by the server")
    String refused();

    @Message("Send again")
    String retry();

    @Message("Delete here")
    String discard();

    @Message("The distance is measured roughly on the phone; your day shows the exact one.")
    String preliminary();

    @Message("Leave this page open and the screen on while you drive.")
    String keepOpen();

    @Message("Records as")
    String recordsAs();

    @Message("The device's token is kept in this browser only.")
    String tokenHere();

    @Message("See the last day")
    String seeDay();

    @Message("Forget this device here")
    String forget();

    @Message("The token leaves this browser. The device and its trips stay in Rumbo.")
    String forgetLead();

    @Message("Keep it")
    String keep();

    @Message(
            "There are positions here that have not been sent. They would be deleted with it and cannot be brought back.")
    String forgetPending();

    @Message("Forget and delete what was not sent")
    String forgetAll();

    @Message("Record in this browser:")
    String inBrowser();

    @Message("for a phone without any app; opens without a connection, too.")
    String inBrowserLead();

    @Message("Open the recorder")
    String open();
}
