package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Every word of the pages; the other languages are in {@code messages/msg_*.properties}. */
@MessageBundle(locale = "en")
public interface Messages {

    @Message("Skip to content")
    String skipToContent();

    @Message("Pages")
    String pages();

    @Message("Day")
    String day();

    @Message("Fleet")
    String fleet();

    @Message("Log out")
    String logOut();

    @Message("Previous day")
    String previousDay();

    @Message("Next day")
    String nextDay();

    @Message("Go to date")
    String goToDate();

    @Message("Go")
    String go();

    @Message("Today")
    String today();

    @Message("Choose a day")
    String chooseDay();

    @Message("Yesterday")
    String yesterday();

    @Message("Last day with drives")
    String lastDayWithDrives();

    @Message("First day with drives")
    String firstDayWithDrives();

    @Message("Previous month")
    String previousMonth();

    @Message("Next month")
    String nextMonth();

    @Message("No drive")
    String noDrive();

    @Message("First start")
    String firstStart();

    @Message("Last end")
    String lastEnd();

    @Message("Time of the day")
    String timeOfDay();

    @Message("The routes could not be loaded.")
    String noRoutes();

    @Message("Try again")
    String tryAgain();

    @Message("Whole day")
    String wholeDay();

    @Message("Colors of the routes by speed in {unit}, from slow to fast")
    String speedLegend(String unit);

    @Message("Replay")
    String replay();

    @Message("Pause")
    String pause();

    @Message("Space")
    String space();

    @Message("Speed of the replay")
    String replaySpeed();

    @Message("Follow")
    String follow();

    @Message("Skip stops")
    String skipStops();

    @Message("Replay running")
    String replayPlaying();

    @Message("Replay paused")
    String replayPaused();

    @Message("Speed and altitude along the drives")
    String profileLabel();

    @Message("Altitude")
    String altitude();

    @Message("Speed")
    String speed();

    @Message("Time")
    String time();

    @Message("As a table")
    String asTable();

    @Message("found {distance} away afterwards")
    String foundElsewhere(String distance);

    @Message("{distance} unseen")
    String unseen(String distance);

    @Message("Last heard of on {time}")
    String lastHeardOf(String time);

    @Message("Nothing was driven on this day.")
    String stillDay();

    @Message("Everything about this drive")
    String tripPage();

    @Message("Why is this a drive?")
    String whyDrive();

    @Message("Figures, reasons and corrections")
    String reasonsAndCorrections();

    @Message("Figures and reasons")
    String reasons();

    @Message("Why is this a stop?")
    String whyStop();

    @Message("Why is there no data?")
    String whyGap();

    @Message("It begins at {time}")
    String whyStart(String time);

    @Message("It ends at {time}")
    String whyEnd(String time);

    @Message("Nothing was heard of the device beyond this position.")
    String reasonEdge();

    @Message("The device stayed in one place for {value}; from {threshold} on that is a stop.")
    String reasonDwell(String value, String threshold);

    @Message(
            "The device was silent, and within the silence it stood for {value} or longer; more than {threshold} ends a drive.")
    String reasonSilence(String value, String threshold);

    @Message("There it moved at {value}, no faster than on foot ({threshold}).")
    String reasonFoot(String value, String threshold);

    @Message(
            "Nothing was heard on the way. The straight line was covered at {value}; a car that stops in between makes less than {threshold}.")
    String reasonPath(String value, String threshold);

    @Message("The owner split the trip here.")
    String reasonUser();

    @Message("Show the positions from {from} to {to}")
    String showPositions(String from, String to);

    @Message("Correct …")
    String correct();

    @Message("Save")
    String save();

    @Message("Purpose")
    String purpose();

    @Message("Business")
    String business();

    @Message("Private")
    String privately();

    @Message("Not marked")
    String unmarked();

    @Message("Split at")
    String splitAt();

    @Message("Split")
    String split();

    @Message("Merge with the drive before")
    String mergeBefore();

    @Message("Merge with the drive after")
    String mergeAfter();

    @Message("This was no drive")
    String noDriveAtAll();

    @Message("Corrections")
    String corrections();

    @Message("Undo")
    String undo();

    @Message("Named “{value}”")
    String didName(String value);

    @Message("Name taken away")
    String didUnname();

    @Message("Marked as business")
    String didBusiness();

    @Message("Marked as private")
    String didPrivate();

    @Message("Mark taken away")
    String didUnmark();

    @Message("Split at {time}")
    String didSplit(String time);

    @Message("Merged from {from} to {to}")
    String didMerge(String from, String to);

    @Message("No drive from {from} to {to}")
    String didDelete(String from, String to);

    @Message("Undone")
    String didUndo();

    @Message("Nothing was changed: there is nothing here that this would correct.")
    String refused();

    @Message("Keyboard shortcuts")
    String shortcuts();

    @Message("Towns:")
    String towns();

    @Message("Close")
    String close();

    @Message("Walk along the timeline")
    String keyRows();

    @Message("Zoom to the line")
    String keyZoom();

    @Message("Back to the whole day")
    String keyBack();

    @Message("Previous and next day")
    String keyDays();

    @Message("Today")
    String keyToday();

    @Message("Play and pause the replay")
    String keyReplay();

    @Message("A minute back and forward")
    String keyClock();

    @Message("Keys without Ctrl or Alt are shortcuts")
    String keysOn();

    @Message("Totals of the day")
    String totals();

    @Message("Distance")
    String distance();

    @Message("Driving")
    String driving();

    @Message("Trips")
    String trips();

    @Message("Stops")
    String stops();

    @Message("Top speed")
    String topSpeed();

    @Message("The day from midnight to midnight: driving, standing and no data, as listed in the timeline")
    String barLabel();

    @Message("Timeline")
    String timeline();

    @Message("Drive")
    String drive();

    @Message("Stop")
    String stop();

    @Message("No data")
    String noData();

    @Message("since {time}")
    String since(String time);

    @Message("until {time}")
    String until(String time);

    @Message("top {speed}")
    String topShort(String speed);

    @Message("no stop yet")
    String noStopYet();

    @Message("Average")
    String average();

    @Message("Idle")
    String idle();

    @Message("Positions")
    String positions();

    @Message("From")
    String from();

    @Message("To")
    String to();

    @Message("Straight line")
    String straightLine();

    @Message("Map")
    String map();

    @Message("Zoom in")
    String zoomIn();

    @Message("Zoom out")
    String zoomOut();

    @Message("Map tiles cannot be loaded. A grid of coordinates stands in for them.")
    String noTiles();

    @Message("Nothing was recorded on this day.")
    String emptyDay();

    @Message("No drive yet")
    String firstDay();

    @Message("Positions that a phone sends show here within two seconds, whenever they were recorded.")
    String firstDayLead();

    @Message("Driving")
    String stateDriving();

    @Message("Standing")
    String stateStopped();

    @Message("Offline")
    String stateOffline();

    @Message("All")
    String stateAll();

    @Message("Search device or driver")
    String search();

    @Message("Devices")
    String devices();

    @Message("Show by state")
    String filterByState();

    @Message("No device has reported yet. Positions that phones post show here as they arrive.")
    String emptyFleet();

    @Message("No device matches.")
    String noMatch();

    @Message("Live")
    String live();

    @Message("Connecting …")
    String connecting();

    @Message("Connection lost at {time}; trying again …")
    String connectionLost(String time);

    @Message("Log in")
    String logIn();

    @Message("E-mail")
    String email();

    @Message("Password")
    String password();

    @Message("E-mail and password do not belong together.")
    String wrongPassword();

    @Message("Too many attempts. Try again in {seconds} seconds.")
    String tooManyAttempts(long seconds);

    @Message("No user exists yet. Open the set-up link that the server printed when it started.")
    String notSetUp();

    @Message("Set up Rumbo")
    String setUp();

    @Message("This makes the first administrator. The link works once.")
    String setUpLead();

    @Message("Name")
    String name();

    @Message("Time zone")
    String timeZone();

    @Message("Language")
    String language();

    @Message("Create administrator")
    String createAdministrator();

    @Message("At least {count} characters")
    String passwordRule(int count);

    @Message("This set-up link is not valid")
    String setUpClosed();

    @Message(
            "It was used already, or the server was started again since. Its log has the current link as long as no user exists.")
    String setUpClosedLead();

    @Message("Some entries are missing or not valid, or the password is too easy to guess.")
    String setUpInvalid();

    @Message("Nothing is here")
    String notFound();

    @Message("The address does not exist, or what it showed is not yours to see.")
    String notFoundLead();

    @Message("Not for this account")
    String forbidden();

    @Message("This page is for administrators.")
    String forbiddenLead();

    @Message("This request was not understood")
    String badRequest();

    @Message("Nothing was changed. Load the page again and repeat what you did.")
    String badRequestLead();

    @Message("Not available now")
    String unavailable();

    @Message("The store does not answer. Nothing is lost; try again in a moment.")
    String unavailableLead();

    @Message("Something went wrong here")
    String failed();

    @Message("It was logged. What was recorded is kept; try again, and tell the operator if it stays.")
    String failedLead();

    @Message("Go to today")
    String goToToday();
}
