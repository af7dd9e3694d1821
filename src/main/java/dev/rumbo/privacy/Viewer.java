package dev.rumbo.privacy;

import dev.rumbo.accounts.Owner;

/**
 * Who looks. Every question about positions names one, so that nothing is handed out as if its owner had asked.
 *
 * @param user of the fleet: the owner of what is looked at, or somebody else
 */
public record Viewer(Owner user) {

    public static Viewer of(Owner user) {
        return new Viewer(user);
    }

    /** Whether what belongs to {@code owner} is the viewer's own. */
    public boolean owns(Owner owner) {
        return user.equals(owner);
    }
}
