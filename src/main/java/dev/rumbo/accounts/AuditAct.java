package dev.rumbo.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the audit log tells of. The names are stored: one that was released is never changed. */
public enum AuditAct {
    /** A password was right: a session was opened, or the API asked for an access token. */
    LOG_IN,
    /** A password was wrong, or there is no such account. */
    LOG_IN_FAILED,
    /** Not even checked, because there were too many wrong passwords before. */
    LOG_IN_REFUSED,
    /** The password was right, and the code of the second factor did not come with it. */
    CODE_ASKED,
    /** The password was right and the code of the second factor was not. */
    CODE_FAILED,
    RECOVERY_CODE_USED,
    SECOND_FACTOR_ON,
    /** By its user, or by an administrator for who lost it. */
    SECOND_FACTOR_OFF,
    /** An account opens from now on to an identity of the provider of log-ins too. */
    IDENTITY_LINKED,
    IDENTITY_UNLINKED,
    /** The provider vouched for somebody who has no account, or may not log in. */
    IDENTITY_REFUSED,
    LOG_OUT,
    /** Of a session, by its user; not a log-out, which the session itself asks for. */
    SESSION_ENDED,
    TOKEN_MADE,
    TOKEN_WITHDRAWN,
    PASSWORD_CHANGED,
    EMAIL_CHANGED,
    USER_MADE,
    ROLE_CHANGED,
    /** A person may log in no more; their sessions and tokens became void. */
    ACCESS_ENDED,
    ACCESS_RESTORED,
    /** By its user, or by an administrator; all that was recorded goes. */
    ACCOUNT_CLOSED,
    INVITATION_MADE,
    INVITATION_WITHDRAWN,
    INVITATION_ACCEPTED,
    /** For somebody else. */
    DEVICE_MADE,
    /** Somebody else's; its data stays. */
    DEVICE_REMOVED,
    /** Somebody else's, with its data. */
    DEVICE_ERASED,
    /** What a device recorded in a time, by its owner. */
    POSITIONS_ERASED,
    /** Of somebody else's device. */
    DEVICE_TOKEN_RENEWED,
    /** A file, into somebody else's device. */
    IMPORTED,
    IMPORT_UNDONE,
    RULES_CHANGED,
    /** What administrators see of drivers. */
    PRIVACY_CHANGED,
    REBUILD_BEGUN,
    REPLAY_BEGUN,
    SET_ASIDE_REPLAYED,
    SET_ASIDE_DISCARDED,
    ARCHIVE_EXPORTED,
    AUDIT_EXPORTED,
    /** A link to a trip, a day or the live position. */
    SHARE_MADE,
    /** Before its end, by whoever made it. */
    SHARE_WITHDRAWN,
    /** Somebody who has the link gave a wrong password, or one too many. */
    SHARE_PASSWORD_FAILED;

    /** As the API writes it: {@code log-in-failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one that the API writes so. */
    public static Optional<AuditAct> of(String word) {
        return Arrays.stream(values()).filter(act -> act.word().equals(word)).findFirst();
    }
}
