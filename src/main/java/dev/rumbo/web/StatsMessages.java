package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of statistics and calendar that no other page has. */
@MessageBundle(value = "stats", locale = "en")
public interface StatsMessages {

    @Message("Statistics")
    String statistics();

    @Message("Calendar")
    String calendar();

    @Message("Period before")
    String previous();

    @Message("Period after")
    String next();

    @Message("Length of the period")
    String length();

    @Message("Week")
    String week();

    @Message("Month")
    String month();

    @Message("Year")
    String year();

    @Message("Nothing was driven")
    String nothing();

    @Message("Drives that arrive later show here by themselves.")
    String nothingLead();

    @Message("against {distance} in {period}")
    String than(String period, String distance);

    @Message("against {distance} in the same days of {period}")
    String thanPartial(String period, String distance);

    @Message("Distance by hour")
    String byHour();

    @Message("Distance by day")
    String byDay();

    @Message("Distance by month")
    String byMonth();

    @Message("Distance and driving time, beside the period before")
    String comparedCaption();

    @Message("Part")
    String part();

    @Message("Before")
    String before();

    @Message("Totals of the period")
    String totals();

    @Message("At night, 22 to 6")
    String night();

    @Message("When")
    String pattern();

    @Message("Driving time by weekday and hour")
    String patternCaption();

    @Message("By weekday, as a table")
    String byWeekday();

    @Message("Weekday")
    String weekday();

    @Message("Where")
    String routes();

    @Message("Longest drive")
    String longest();

    @Message("Route")
    String route();

    @Message("Times")
    String times();

    @Message("Usually")
    String usually();

    @Message("No route was driven twice.")
    String noRoutes();

    @Message("Most frequent destinations")
    String places();

    @Message("Place")
    String place();

    @Message("Arrivals")
    String arrivals();

    @Message("Last")
    String lastTime();

    @Message("No place was reached twice.")
    String noPlaces();

    @Message("Driving time")
    String ledger();

    @Message(
            "Breaks are pauses between drives of 15 minutes and more. A break of 45 minutes, or of 15 and then 30, begins a new stretch. The marks are those of Regulation (EC) No 561/2006; only time in motion is counted.")
    String ledgerLead();

    @Message("Breaks")
    String breaks();

    @Message("Longest stretch")
    String stretch();

    @Message("4 h 30 full")
    String mark270();

    @Message("9 h full")
    String mark540();

    @Message("Year before")
    String previousYear();

    @Message("Year after")
    String nextYear();

    @Message("What the colors show")
    String colors();

    @Message("1 day with drives")
    String oneDrivenDay();

    @Message("{count} days with drives")
    String drivenDays(String count);

    @Message("A quarter of the days with drives each:")
    String shades();

    @Message("below {value}")
    String below(String value);

    @Message("from {value}")
    String from(String value);

    @Message("Months as a table")
    String monthsTable();
}
