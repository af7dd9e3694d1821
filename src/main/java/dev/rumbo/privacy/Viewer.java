package dev.rumbo.privacy;

import dev.rumbo.accounts.Owner;

/** Who looks. Every question about positions names one, so that nothing is handed out as if its owner had asked. */
public sealed interface Viewer {

    /** A user of the fleet: the owner of what is looked at, or somebody else. */
    static Viewer of(Owner user) {
        return new Person(user);
    }

    /** Somebody without an account, whom the owner gave a link. */
    static Viewer ofLink() {
        return new Guest();
    }

    /** Whether what belongs to {@code owner} is the viewer's own. */
    boolean owns(Owner owner);

    /** A user. */
    record Person(Owner user) implements Viewer {

        @Override
        public boolean owns(Owner owner) {
            return user.equals(owner);
        }
    }

    /** Whoever has a link. */
    record Guest() implements Viewer {

        @Override
        public boolean owns(Owner owner) {
            return false;
        }
    }
}
