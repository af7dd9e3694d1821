package dev.rumbo.web;

import dev.rumbo.accounts.AuditAct;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the audit log. */
@MessageBundle(value = "audit", locale = "en")
public interface AuditMessages {

    @Message("Audit log")
    String title();

    @Message("Who administered the fleet, and who logged in")
    String lead();

    @Message("Kept for 400 days. Nobody can change it.")
    String kept();

    @Message("From day")
    String from();

    @Message("To day")
    String to();

    @Message("About")
    String scope();

    @Message("My fleet")
    String ofFleet();

    @Message("No account")
    String ofInstallation();

    @Message("What")
    String act();

    @Message("Everything")
    String anyAct();

    @Message("Person")
    String person();

    @Message("Everybody")
    String anybody();

    @Message("Show")
    String show();

    @Message("Download as CSV")
    String export();

    @Message("Time")
    String time();

    @Message("Who")
    String actor();

    @Message("To whom or what")
    String subject();

    @Message("From which address")
    String address();

    @Message("Nobody logged in")
    String nobody();

    @Message("Rumbo itself")
    String itself();

    @Message("{count} times")
    String times(int count);

    @Message("Nothing of this kind happened in these days.")
    String none();

    @Message("Older events")
    String older();

    @Message("These days cannot be shown: the first must not be after the last.")
    String invalid();

    @Message(
            "{#switch act}{#case LOG_IN}Logged in{#case LOG_IN_FAILED}Wrong password{#case LOG_IN_REFUSED}Log-in refused"
                    + " after too many wrong passwords{#case CODE_ASKED}Asked for a code{#case CODE_FAILED}Wrong code{#case RECOVERY_CODE_USED}Used"
                    + " a recovery code{#case SECOND_FACTOR_ON}Switched the second factor on{#case"
                    + " SECOND_FACTOR_OFF}Switched the second factor off{#case IDENTITY_LINKED}Linked with the log-in provider{#case IDENTITY_UNLINKED}Unlinked from the log-in provider{#case IDENTITY_REFUSED}Let in by the log-in provider, not here{#case LOG_OUT}Logged out{#case SESSION_ENDED}Ended a session{#case"
                    + " TOKEN_MADE}Made an access token{#case TOKEN_WITHDRAWN}Withdrew an access token{#case"
                    + " PASSWORD_CHANGED}Changed the password{#case EMAIL_CHANGED}Changed the e-mail address{#case"
                    + " USER_MADE}Added a person{#case ROLE_CHANGED}Changed the role{#case ACCESS_ENDED}Ended the"
                    + " access{#case ACCESS_RESTORED}Gave access again{#case ACCOUNT_CLOSED}Closed an account{#case INVITATION_MADE}Invited somebody{#case"
                    + " INVITATION_WITHDRAWN}Withdrew an invitation{#case INVITATION_ACCEPTED}Accepted an invitation{#case DEVICE_MADE}Added a device for somebody{#case"
                    + " DEVICE_REMOVED}Removed somebody’s device{#case DEVICE_ERASED}Deleted somebody’s device with its"
                    + " data{#case DEVICE_TOKEN_RENEWED}Renewed the token of somebody’s device{#case IMPORTED}Imported a file for somebody{#case"
                    + " IMPORT_UNDONE}Undid an import of somebody’s{#case RULES_CHANGED}Changed"
                    + " the rules{#case REBUILD_BEGUN}Began a rebuild{#case REPLAY_BEGUN}Began a replay{#case"
                    + " SET_ASIDE_REPLAYED}Read a record again{#case SET_ASIDE_DISCARDED}Discarded a record{#case"
                    + " ARCHIVE_EXPORTED}Downloaded an account{#case PRIVACY_CHANGED}Changed what administrators see of drivers{#case AUDIT_EXPORTED}Downloaded this log{#case"
                    + " SHARE_MADE}Shared a link{#case SHARE_WITHDRAWN}Withdrew a link{#case POSITIONS_ERASED}Deleted what a device recorded{#case SHARE_PASSWORD_FAILED}Wrong password of a shared link{/switch}")
    String done(AuditAct act);
}
