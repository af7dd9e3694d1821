package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages say about who sees what. */
@MessageBundle(value = "privacy", locale = "en")
public interface PrivacyMessages {

    @Message("Privacy")
    String title();

    @Message("What others see of you, and where they see nothing. You always see everything.")
    String lead();

    @Message("What the fleet sees of me")
    String seen();

    @Message("The administrators of your fleet see your drives, stops and positions as follows.")
    String whoSees();

    @Message("Of drives that you mark as private they see when and how far, but no place.")
    String privateTotals();

    @Message("Of drives that you mark as private they see nothing.")
    String privateNothing();

    @Message("They see drives that you mark as private like all others.")
    String privateShown();

    @Message("They see your positions at any hour.")
    String hoursAlways();

    @Message("They see your positions on {days} from {from} to {to} by your clock, and at no other time.")
    String hoursSome(String days, String from, String to);

    @Message("You are on their live map: the fleet decides that.")
    String liveFleet();

    @Message("You are on their live map. You may leave it.")
    String liveOn();

    @Message("You are not on their live map. What was recorded they see as before.")
    String liveOff();

    @Message("Leave the live map")
    String leave();

    @Message("Be on the live map")
    String join();

    @Message("Privacy zones")
    String zones();

    @Message(
            "In a zone others see nothing, not even where a drive begins or ends, and no distance or time that would tell. What is hidden is a larger circle whose middle is not the zone’s, so that many drives do not give away where it is.")
    String zonesLead();

    @Message("There is no zone yet. Set one around your home.")
    String noZones();

    @Message("Name")
    String name();

    @Message("Radius in meters")
    String radius();

    @Message("Actions")
    String actions();

    @Message("Remove")
    String remove();

    @Message("New zone")
    String newZone();

    @Message("Around")
    String around();

    @Message("the coordinates below")
    String coordinates();

    @Message("Latitude")
    String latitude();

    @Message("Longitude")
    String longitude();

    @Message("Set the zone")
    String add();

    @Message("Put it back")
    String putBack();

    @Message("The zone is set. It hides what was recorded before, too.")
    String added();

    @Message("“{name}” is no zone any more: others see what lies in it.")
    String removed(String name);

    @Message("You are on the live map.")
    String shared();

    @Message("You are not on the live map any more.")
    String notShared();

    @Message("That cannot be: a zone needs a name, a place and a radius from {least} to {largest} m.")
    String invalid(int least, int largest);

    @Message("There are too many zones already.")
    String tooMany();

    @Message("Privacy of drivers")
    String policyTitle();

    @Message("What you and other administrators see of the drivers. Each driver reads it under their own settings.")
    String policyLead();

    @Message("Drives marked as private")
    String privateTrips();

    @Message("When and how far, without any place")
    String asTotals();

    @Message("Nothing")
    String asNothing();

    @Message("Everything")
    String asShown();

    @Message("Positions are shown")
    String workingHours();

    @Message("At any hour")
    String always();

    @Message("In working hours only, by the driver’s clock")
    String inHours();

    @Message("Days on which work begins")
    String days();

    @Message("From")
    String from();

    @Message("To, on the next day where it is earlier")
    String to();

    @Message("Live map")
    String live();

    @Message("All drivers are on it")
    String liveAll();

    @Message("Each driver decides")
    String liveDrivers();

    @Message("What is kept, and for how long")
    String kept();

    @Message("Everything, until its driver deletes it")
    String keepAll();

    @Message("Positions for some days")
    String keepSome();

    @Message("Days that positions are kept")
    String positionDays();

    @Message("Days that drives and totals are kept, for ever where empty")
    String tripDays();

    @Message(
            "Older positions go for good, each day; drives, distances and totals stay as they are, without their route on the map. What a phone sends later than that is not taken any more. A change begins after a day, so that it can be taken back.")
    String keptHow();

    @Message("Nothing goes before {time}.")
    String keptFrom(String time);

    @Message("Your fleet keeps positions for {days} days: then the routes of your drives are gone for good.")
    String keptPositions(int days);

    @Message("It keeps drives and totals for {days} days.")
    String keptTrips(int days);

    @Message("Drives and totals it keeps for ever, or until you delete them.")
    String keptTripsEver();

    @Message("Nothing goes before {time}. The last position of a device stays until the next one comes.")
    String keptSince(String time);

    @Message("Your fleet keeps everything until you delete it.")
    String keptEver();

    @Message("Save")
    String save();

    @Message("Saved. It holds for what was recorded before, too.")
    String saved();

    @Message(
            "That cannot be: name at least one day and both times, and days from 7 on, for drives no fewer than for positions.")
    String policyInvalid();

    @Message("Private drives")
    String maskedTrips();

    @Message("{from} to {to}, {distance}")
    String maskedTrip(String from, String to, String distance);
}
