package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page that takes files; the other languages are in {@code messages/imports_*.properties}. */
@MessageBundle(value = "imports", locale = "en")
public interface ImportMessages {

    @Message("Import into {name}")
    String title(String name);

    @Message("Choose a file")
    String choose();

    @Message(
            "GPX, GeoJSON or CSV, also packed with gzip or zip. Nothing is written before you have seen what is in it.")
    String chooseLead();

    @Message("Or drop it here.")
    String drop();

    @Message("Without scripts up to 8 MB.")
    String small();

    @Message("File")
    String file();

    @Message("Look into it")
    String look();

    @Message("Sending")
    String sending();

    @Message("The file could not be sent. What has arrived is kept for an hour: send it again to go on.")
    String stopped();

    @Message("In {name}")
    String found(String name);

    @Message("this file")
    String unnamed();

    @Message("Positions")
    String positions();

    @Message("From")
    String from();

    @Message("To")
    String to();

    @Message("Near stored ones")
    String overlapping();

    @Message("Some of them are within a minute of positions that are stored already. What shall become of those?")
    String overlapLead();

    @Message("Leave them out of the import")
    String skip();

    @Message("Import them, and remove what is stored of the times in the file")
    String replace();

    @Message("Import them and keep both")
    String keep();

    @Message("Import")
    String run();

    @Message("Importing")
    String running();

    @Message("Another file")
    String cancel();

    @Message("There is no position in it that can be taken.")
    String empty();

    @Message("The file cannot be read; nothing was imported.")
    String unreadable();

    @Message("The file is damaged: it breaks off, or is not valid gzip or zip. Nothing was imported.")
    String damaged();

    @Message("The file is not here any more. Send it again.")
    String gone();

    @Message("{count} positions were left out")
    String left(String count);

    @Message("Imported: {added} positions are new.")
    String done(String added);

    @Message("See the first day")
    String seeDay();

    @Message("Another import of this device is at work. Try again when it is done.")
    String busy();

    @Message("Earlier imports")
    String earlier();

    @Message("Nothing was imported into this device yet.")
    String none();

    @Message("When")
    String when();

    @Message("Span")
    String span();

    @Message("New")
    String added();

    @Message("Replaced")
    String replaced();

    @Message("State")
    String state();

    @Message("At work")
    String stateRunning();

    @Message("Broke off: undo it or import the file again")
    String stateBrokenOff();

    @Message("Imported")
    String stateDone();

    @Message("Undoing broke off: undo it again")
    String stateUndoing();

    @Message("Undone")
    String stateUndone();

    @Message("Undo")
    String undo();

    @Message("Undo the import of {name}")
    String undoOf(String name);
}
