package dev.rumbo.api;

import dev.rumbo.accounts.User;
import dev.rumbo.jobs.Operations;
import dev.rumbo.security.OwnAccount;
import dev.rumbo.security.People;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Closes accounts: access ends before the answer, what is stored goes in the background. The job is there before access ends, so that
 * whatever breaks off in between is finished; but an administrator's access ends first, since the fleet may need it. Where it breaks off
 * there, another administrator closes the account again.
 */
@ApplicationScoped
public class ClosingAccounts {

    private final OwnAccount account;
    private final People people;
    private final Operations operations;

    ClosingAccounts(OwnAccount account, People people, Operations operations) {
        this.account = account;
        this.people = people;
        this.operations = operations;
    }

    /** What became of it. */
    public enum Outcome {
        DONE,
        WRONG_PASSWORD,
        /** Nobody would be left who looks after the fleet. */
        LAST_ADMINISTRATOR
    }

    /**
     * Closes the account of who asks.
     *
     * @param address where they ask from
     * @throws dev.rumbo.security.TooManyAttemptsException where guessing is suspected
     */
    public Outcome closeOwn(User user, String address, String password) {
        if (!account.isPassword(user, address, password)) {
            return Outcome.WRONG_PASSWORD;
        }
        return close(user) ? Outcome.DONE : Outcome.LAST_ADMINISTRATOR;
    }

    /**
     * Closes another's; whoever calls has checked that they may.
     *
     * @return false, and nothing done, where nobody would administer the fleet any more
     */
    public boolean close(User whom) {
        if (!people.retire(whom)) {
            return false;
        }
        operations.close(whom.owner());
        people.close(whom);
        return true;
    }

    /** Whether the fleet has an administrator without them. */
    public boolean mayClose(User whom) {
        return people.mayClose(whom);
    }
}
