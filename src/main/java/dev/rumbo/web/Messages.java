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

    @Message("First start – last end")
    String firstStartLastEnd();

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

    @Message("under way")
    String underWay();

    @Message("found elsewhere afterwards")
    String foundElsewhere();

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

    @Message("Color of the routes by speed: below 15, 30, 50, 70, 90, 120 km/h, and above")
    String speedLegend();

    @Message("Nothing was recorded on this day.")
    String emptyDay();

    @Message("The nearest day with a drive:")
    String emptyDayNearest();

    @Message("No drive yet")
    String firstDay();

    @Message("Positions that a phone sends show here within two seconds, whenever they were recorded.")
    String firstDayLead();

    @Message("Make a device through POST /api/v1/devices; the answer holds the token for its phone.")
    String firstDayPhone();

    @Message("Post positions, recorded drives too, to /api/v1/positions with that token.")
    String firstDayPost();

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

    @Message("Some entries are missing or not valid.")
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
