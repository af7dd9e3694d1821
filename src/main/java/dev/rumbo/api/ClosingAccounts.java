package dev.rumbo.api;

import dev.rumbo.accounts.User;
import dev.rumbo.jobs.Operations;
import dev.rumbo.security.OwnAccount;
import dev.rumbo.security.People;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Closes accounts: access ends before the answer, what is stored goes in the background. The job is there before access ends, so that
 * whatever breaks off in between is finished.
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
        if (!people.mayClose(user)) {
            return Outcome.LAST_ADMINISTRATOR;
        }
        close(user);
        return Outcome.DONE;
    }

    /** Closes another's; whoever calls has checked that they may. */
    public void close(User whom) {
        operations.close(whom.owner());
        people.close(whom);
    }

    /** Whether the fleet has an administrator without them. */
    public boolean mayClose(User whom) {
        return people.mayClose(whom);
    }
}
