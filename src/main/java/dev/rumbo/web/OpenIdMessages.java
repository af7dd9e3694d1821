package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words about logging in with a provider. */
@MessageBundle(value = "openid", locale = "en")
public interface OpenIdMessages {

    @Message("Log in with {provider}")
    String logInWith(String provider);

    @Message("Accept with {provider}")
    String acceptWith(String provider);

    @Message("or")
    String or();

    @Message("You are not logged in")
    String refused();

    @Message(
            "{#switch why}{#case 'NO_EMAIL'}{provider} does not tell your e-mail address, and Rumbo does not know you without it."
                    + "{#case 'NOT_VERIFIED'}{provider} has not verified that your e-mail address is yours. Verify it there, and try again."
                    + "{#case 'NO_ACCOUNT'}Nobody here has the e-mail address that {provider} tells. Ask an administrator of your fleet for an invitation, and open its link first."
                    + "{#case 'OTHER_IDENTITY'}The account with your e-mail address belongs to somebody whom {provider} knows as another person. Ask an administrator of your fleet."
                    + "{#case 'NOT_CONFIRMED'}The account with your e-mail address gave itself that address, and nobody has made sure that it is yours. If it is your account, log in with its password first and then here with {provider}; if not, tell an administrator of your fleet."
                    + "{#case 'ACCESS_ENDED'}An administrator has ended your access."
                    + "{#case 'REFUSED_THERE'}{provider} did not let you in, or you turned back."
                    + "{#case 'NOT_TO_BE_BELIEVED'}What {provider} sent cannot be trusted. Try again; if it stays so, tell whoever runs this server."
                    + "{#case 'UNREACHABLE'}{provider} does not answer. Try again in a moment."
                    + "{#else}This log-in was not begun in this browser, or too long ago. Begin again.{/switch}")
    String why(String why, String provider);

    @Message("You are logged out of Rumbo. {provider} may still know you in this browser.")
    String loggedOutHere(String provider);

    @Message("Log out of {provider}, too")
    String logOutThere(String provider);

    @Message("Log-in with {provider}")
    String title(String provider);

    @Message("This account opens with {provider} too, since {since}.")
    String linkedSince(String provider, String since);

    @Message("No longer log in with {provider}")
    String unlink(String provider);

    @Message(
            "{provider} knows this person and opens the account. Where it knows them as another one by now, unlink them: the next log-in there with the same e-mail address links the account anew.")
    String unlinkNote(String provider);

    @Message("Unlink from {provider}")
    String unlinkPerson(String provider);

    @Message("Unlinked. Logging in there again with the same e-mail address links it anew.")
    String unlinked();

    @Message(
            "The first time you log in with {provider}, this account is linked, if {provider} knows you under the same e-mail address.")
    String notLinked(String provider);

    @Message(
            "You have no password here: {provider} opens your account. A password is needed to close the account, to change its address and for"
                    + " a second factor; set one within ten minutes of logging in.")
    String noPassword(String provider);

    @Message("Nothing was changed: to set a password, log out, log in again and do it within ten minutes.")
    String logInAgain();
}
