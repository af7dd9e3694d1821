package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words about passwords, sessions and access tokens. */
@MessageBundle(value = "security", locale = "en")
public interface SecurityMessages {

    @Message("Security")
    String title();

    @Message("Password, where you are logged in, and access for programs")
    String lead();

    @Message("Where you are logged in")
    String sessions();

    @Message("Browser")
    String browser();

    @Message("Unknown browser")
    String unknownBrowser();

    @Message("This one")
    String thisOne();

    @Message("Since")
    String since();

    @Message("Last seen")
    String lastSeen();

    @Message("Ends by itself")
    String ends();

    @Message("Actions")
    String actions();

    @Message("Log out")
    String endSession();

    @Message("Log out everywhere else")
    String endOthers();

    @Message("Times of last use are exact to the hour.")
    String toTheHour();

    @Message("That browser was logged out. What it had open is closed within seconds.")
    String sessionEnded();

    @Message("Every other browser was logged out. What they had open is closed within seconds.")
    String othersEnded();

    @Message("Access tokens")
    String tokens();

    @Message("For scripts and other programs that use the API in your name.")
    String tokensLead();

    @Message("You have no access tokens.")
    String noTokens();

    @Message("May")
    String scope();

    @Message("Read only")
    String scopeRead();

    @Message("Read and change")
    String scopeAll();

    @Message("Last used")
    String lastUsed();

    @Message("Never")
    String never();

    @Message("Withdraw")
    String withdraw();

    @Message("The token was withdrawn. It is refused from now on, and what it had open is closed within seconds.")
    String withdrawn();

    @Message("New access token")
    String newToken();

    @Message("What for?")
    String purpose();

    @Message("In 30 days")
    String in30();

    @Message("In 90 days")
    String in90();

    @Message("In a year")
    String in365();

    @Message("Make the token")
    String make();

    @Message("Copy this token now: it is not shown again.")
    String once();

    @Message("Password")
    String password();

    @Message("Present password")
    String currentPassword();

    @Message("New password, {shortest} characters or more")
    String newPassword(int shortest);

    @Message("Withdraw all access tokens too")
    String tokensToo();

    @Message("Change the password")
    String changePassword();

    @Message("The password was changed. Every other browser was logged out.")
    String passwordChanged();

    @Message("E-mail address")
    String email();

    @Message("Change the address")
    String changeEmail();

    @Message("The address was changed. Log in with it from now on.")
    String emailChanged();

    @Message("Nothing was changed: the present password is not right.")
    String wrongPassword();

    @Message("Nothing was changed: the new password has fewer than {shortest} characters, or too many.")
    String badLength(int shortest);

    @Message(
            "Nothing was changed: the new password is too easy to guess. Several words that do not belong together are a good one.")
    String tooEasy();

    @Message("Nothing was changed: this address cannot be used.")
    String emailNotUsable();

    @Message("Nothing was changed: there were too many wrong passwords. Try again in {minutes} min.")
    String tooMany(long minutes);

    @Message("Nothing was changed: something is missing or not valid.")
    String invalid();
}
