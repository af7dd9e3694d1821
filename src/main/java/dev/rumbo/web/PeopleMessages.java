package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words about the people of a fleet and their invitations. */
@MessageBundle(value = "people", locale = "en")
public interface PeopleMessages {

    @Message("People")
    String title();

    @Message("Role")
    String role();

    @Message("Driver")
    String driver();

    @Message("Administrator")
    String administrator();

    @Message("Operator")
    String operator();

    @Message("Administrator and operator")
    String everything();

    @Message("You")
    String you();

    @Message("Access ended")
    String ended();

    @Message("Actions")
    String actions();

    @Message("Change")
    String change();

    @Message("Name or e-mail address")
    String find();

    @Message("Find")
    String search();

    @Message("Everybody")
    String everybody();

    @Message("{#when count}{#is 0}Nobody has this in their name or address.{#is 1}1 person{#else}{count} people{/when}")
    String found(int count);

    @Message("More people")
    String more();

    @Message("Invite somebody")
    String invite();

    @Message(
            "They get a link, choose their name and password with it, and belong to your fleet. Rumbo sends no mail: hand the link over yourself.")
    String inviteLead();

    @Message("Their e-mail address")
    String theirEmail();

    @Message("The link ends")
    String linkEnds();

    @Message("Tomorrow")
    String in1();

    @Message("In 7 days")
    String in7();

    @Message("In 30 days")
    String in30();

    @Message("Make the link")
    String makeLink();

    @Message("Copy this link now and hand it over: it is not shown again.")
    String once();

    @Message("Open invitations")
    String open();

    @Message("Until")
    String until();

    @Message("Withdraw")
    String withdraw();

    @Message("The invitation was withdrawn. Its link is of no more use.")
    String withdrawn();

    @Message("Nothing was done: this address cannot be used, or an account has it.")
    String emailNotUsable();

    @Message("Nothing was done: nobody else administers the fleet any more.")
    String lastAdministrator();

    @Message("The role was changed.")
    String roleChanged();

    @Message("Access ended. They are logged out everywhere.")
    String accessEnded();

    @Message("They may log in again, as they did before.")
    String accessRestored();

    @Message("Change the role")
    String changeRole();

    @Message(
            "An administrator sees where everybody in the fleet is and was. An operator looks after the server and sees no"
                    + " positions. Whoever loses rights is logged out.")
    String roleNote();

    @Message("Access")
    String access();

    @Message("They are logged out everywhere at once and cannot log in. What was recorded stays.")
    String endNote();

    @Message("Their devices stop posting, too")
    String devicesToo();

    @Message("End their access")
    String endAccess();

    @Message("They cannot log in. Devices that were stopped need to be connected anew.")
    String restoreNote();

    @Message("Let them log in again")
    String restore();

    @Message("This is you. Another administrator can change your role.")
    String ownNote();

    @Message("An operator's rights are changed by those only who have all rights.")
    String fixedNote();

    @Message("Days and statistics of this person")
    String seeDays();

    @Message("You are invited")
    String invited();

    @Message("Your account will be {email}.")
    String invitedLead(String email);

    @Message("Make my account")
    String accept();

    @Message(
            "Something is missing or not valid, or the password is too easy to guess. Several words that do not belong together are a good one.")
    String notAccepted();

    @Message("This invitation is of no use")
    String gone();

    @Message("It was used, withdrawn or is too old. Ask whoever gave it to you for another.")
    String goneLead();
}
