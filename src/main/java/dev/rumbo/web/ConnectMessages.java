package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page that connects a phone; the other languages are in {@code messages/connect_*.properties}. */
@MessageBundle(value = "connect", locale = "en")
public interface ConnectMessages {

    @Message("Connect {name}")
    String title(String name);

    @Message("What arrives")
    String arrives();

    @Message("Waiting for the first request of the phone.")
    String waiting();

    @Message("Connected: the newest position is of {time}.")
    String received(String time);

    @Message("The phone reaches Rumbo, but nothing that it sent could be taken. The reasons stand below.")
    String onlyRejected();

    @Message("The phone reaches Rumbo; no position has come yet. Go outside or check the permission for the location.")
    String onlySigns();

    @Message("Check again")
    String checkAgain();

    @Message("It was heard in the last ten minutes.")
    String silenceNone();

    @Message("It is quiet because the car stands: apps rest their receiver then.")
    String silenceParked();

    @Message(
            "It has been quiet for days. The phone may have put the app to sleep: open it once, and exempt it from battery saving.")
    String silenceAsleep();

    @Message("Its battery was nearly empty when it was last heard.")
    String silenceBattery();

    @Message("The app lives but sends no position: most likely it may not use the location all the time.")
    String silenceNoFix();

    @Message("It was driving and has sent late before: most likely it has no network and will send everything later.")
    String silenceNoNetwork();

    @Message("It was driving when it fell silent: most likely the app was ended, by its user or by the phone.")
    String silenceAppEnded();

    @Message(
            "The speed that is sent is always {factor} times what the distance covered says: it comes in another unit. Set the phone up with the address of the app that it runs.")
    String wrongUnit(String factor);

    @Message("Last request")
    String lastRequest();

    @Message("Last sign of life")
    String lastHeartbeat();

    @Message("Positions accepted")
    String accepted();

    @Message("Of these, sent again")
    String duplicate();

    @Message("Not taken")
    String rejected();

    @Message("Battery")
    String battery();

    @Message("Phone's clock ahead by")
    String clockAhead();

    @Message("Why things were not taken")
    String reasons();

    @Message("Reason")
    String reason();

    @Message("Times")
    String count();

    @Message("Last example")
    String sample();

    @Message("Counted since {time}, when this server started.")
    String since(String time);

    @Message("Device token")
    String token();

    @Message(
            "This token is shown once: it stands in the addresses below. Whoever has it can post positions as this device.")
    String tokenOnce();

    @Message(
            "The token is not kept in readable form. Make a new one to see the addresses; the old one stops working at once.")
    String tokenGone();

    @Message("Make a new token")
    String newToken();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("Recommended")
    String best();

    @Message("These record every drive in the background, without a start button.")
    String bestLead();

    @Message("Install Traccar Client.")
    String traccarInstall();

    @Message("Scan the code in its settings, or copy the address into the server URL.")
    String traccarScan();

    @Message("Allow the location all the time, and exempt it from battery saving.")
    String traccarPermission();

    @Message("Install Overland GPS Tracker.")
    String overlandInstall();

    @Message("Copy the address into the receiver endpoint of its settings.")
    String overlandAddress();

    @Message("Allow the location always, and choose the activity type automotive.")
    String overlandPermission();

    @Message("Other apps")
    String others();

    @Message("Mode HTTP; the address is all it needs. Move mode records every drive densely.")
    String ownTracks();

    @Message("Open in {app}")
    String openIn(String app);

    @Message("QR code for {app}")
    String codeFor(String app);

    @Message("Custom URL, method GET; log to custom URL switched on.")
    String gpsLogger();

    @Message("Trip recording, online tracking, web address.")
    String osmAnd();

    @Message("The address is all it needs.")
    String onlyAddress();

    @Message("As the URL of a rest_command that posts a template.")
    String homeAssistant();

    @Message("Traccar server")
    String traccarServer();

    @Message("In traccar.xml: forward.type json and forward.url this address.")
    String traccarServerHow();
}
