package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of devices, help and first steps. */
@MessageBundle(value = "devices", locale = "en")
public interface DeviceMessages {

    @Message("Help")
    String help();

    @Message("Last position")
    String lastPosition();

    @Message("What to do")
    String actions();

    @Message("Nothing received yet")
    String nothingYet();

    @Message("Connect")
    String connect();

    @Message("Change")
    String change();

    @Message("More devices")
    String more();

    @Message("No device yet")
    String none();

    @Message("A device is a phone or a logger that sends positions. Add one here, then connect it.")
    String noneLead();

    @Message("The name was changed.")
    String renamed();

    @Message("The device was removed. Its trips are kept.")
    String removed();

    @Message("The device and everything it recorded were deleted.")
    String erased();

    @Message("A name has 1 to 200 characters.")
    String invalid();

    @Message("Add a device")
    String add();

    @Message("for example: my phone")
    String example();

    @Message("Add")
    String addButton();

    @Message("{name} was added")
    String addedTitle(String name);

    @Message("Its token")
    String token();

    @Message(
            "It lets a phone post positions for this device and nothing else. It is shown only this once: keep it, or make a new one later.")
    String tokenOnce();

    @Message("What next")
    String nextStep();

    @Message("Connect a phone:")
    String byPhone();

    @Message("step by step, by the app that it has.")
    String byPhoneLead();

    @Message("Or post a position from anywhere, for example from a shell:")
    String byScript();

    @Message("Waiting for the first position. It shows here within seconds of its arrival.")
    String waiting();

    @Message("The first position has arrived.")
    String arrived();

    @Message("See it on the map")
    String seeOnMap();

    @Message("Name")
    String rename();

    @Message("Remove")
    String remove();

    @Message(
            "Remove the device and keep its trips: its token stops working at once, what it recorded stays in your days and statistics.")
    String removeKeep();

    @Message("Remove the device and delete everything it recorded. This cannot be undone.")
    String removeDelete();

    @Message("Remove the device")
    String removeButton();

    @Message("Leave it as it is")
    String cancel();

    @Message("Look around with demo data")
    String demo();

    @Message(
            "Ten days of recorded drives, posted as a phone would, on a device of their own. One button takes them away again.")
    String demoLead();

    @Message("Load demo data")
    String demoLoad();

    @Message("Remove demo data")
    String demoRemove();

    @Message("The demo's drives are arriving. They show on their days within a minute.")
    String demoLoading();

    @Message("Four ways to begin")
    String begin();

    @Message("Connect a phone:")
    String wayPhone();

    @Message("add a device, then follow its page to the app that the phone has.")
    String wayPhoneLead();

    @Message("Send what was recorded:")
    String wayPost();

    @Message("a script or a logger posts positions with the token of a device, old ones too.")
    String wayPostLead();

    @Message("and remove it later on the page of devices.")
    String wayDemoLead();

    @Message("What the numbers mean")
    String numbers();

    @Message("What is a drive?")
    String whatTrip();

    @Message(
            "The movement between two stops. Each border says which rule set it and what was measured: open a drive and ask why.")
    String whatTripAnswer();

    @Message("How is distance measured?")
    String whatDistance();

    @Message(
            "Along the cleaned route on the WGS 84 ellipsoid. Straight lines across silences are not counted; they are shown apart.")
    String whatDistanceAnswer();

    @Message("What does no data mean?")
    String whatGap();

    @Message(
            "The device was silent and was found elsewhere afterwards. Nobody knows what happened between, so nothing is made up.")
    String whatGapAnswer();

    @Message("What if positions come late or twice?")
    String whatLate();

    @Message("The same positions give the same trips, whatever their order. Late ones correct the day within seconds.")
    String whatLateAnswer();

    @Message("What can be read without a connection?")
    String whatOffline();

    @Message(
            "The days, trips and statistics that were opened last on this browser, with the time they were loaded. Logging out deletes them from it.")
    String whatOfflineAnswer();

    @Message("The sheet behind ? can switch single keys off, for those who speak to their computer.")
    String keysSwitch();

    @Message("These shortcuts")
    String keyHelp();

    @Message("Page before and after: day, drive, period")
    String keyTurn();

    @Message("Day: walk along the timeline")
    String keyRows();

    @Message("Day: zoom to the line, back to the whole day")
    String keyZoom();

    @Message("Day: today, choose a day")
    String keyDates();

    @Message("Day: replay, a minute back and forward")
    String keyReplay();

    @Message("Calendar: ends of the year, months; arrows walk the days")
    String keyYear();

    @Message("Offline. As of")
    String offline();

    @Message("No connection")
    String offlineTitle();

    @Message(
            "This page was not opened on this browser before. The days that were are still here; everything else is back with the connection.")
    String offlineLead();

    @Message("Keys without Ctrl or Alt are shortcuts")
    String keysOn();

    @Message("Import a file")
    String importFile();
}
