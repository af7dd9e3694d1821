package dev.rumbo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words about the second factor. */
@MessageBundle(value = "factor", locale = "en")
public interface FactorMessages {

    @Message("Second factor")
    String title();

    @Message("a code of your phone beside the password")
    String lead();

    @Message("Code")
    String code();

    @Message("The code that your authenticator app shows now, or one of your recovery codes.")
    String codeLead();

    @Message("This code is not right, or was used already. Wait for the next one.")
    String wrongCode();

    @Message("Begin again")
    String startAgain();

    @Message(
            "Whoever learns your password still needs a code that only your phone shows. Any authenticator app does it, and none"
                    + " needs the network.")
    String why();

    @Message("Scan this with the app, or type the secret into it.")
    String scan();

    @Message("QR code with the secret for an authenticator app")
    String qr();

    @Message("Secret")
    String secret();

    @Message("Then the code that the app shows")
    String confirm();

    @Message("Switch it on")
    String switchOn();

    @Message("Switch it off")
    String switchOff();

    @Message("It is on since {since}. {count} recovery codes are left.")
    String isOn(String since, int count);

    @Message("To move to another phone or get new recovery codes, switch it off and on again.")
    String moveNote();

    @Message(
            "The second factor is on, and every other browser was logged out. Write these recovery codes down and keep them away"
                    + " from the phone: each opens your account once, and they are not shown again.")
    String on();

    @Message("The second factor is off.")
    String off();

    @Message("Nothing was changed: the code is not right. Is the clock of the phone?")
    String codeNotRight();

    @Message("Nothing was changed: that took too long. Scan the new code.")
    String tooLate();

    @Message("This server has no key to keep its secrets with. Its operator sets RUMBO_SECOND_FACTOR_KEY.")
    String noKey();

    @Message("For who lost the phone and the recovery codes. The password is still needed to log in.")
    String removeNote();
}
