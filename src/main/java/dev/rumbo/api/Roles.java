package dev.rumbo.api;

import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import org.jspecify.annotations.Nullable;

/** Roles as callers write and read them. */
final class Roles {

    static final String WORDS = "driver|admin|operator|all";
    static final String FAULT = "must be driver, admin, operator or all";
    static final String MEANING =
            "driver where it is left out; admin manages the fleet, operator looks after the installation and sees no"
                    + " positions, all does both. Only who holds all gives operator or all";

    private Roles() {}

    /**
     * The role that an administrator gives.
     *
     * @throws ProblemException where it has more rights than the administrator
     */
    static Role given(User by, @Nullable String word) {
        Role role = word == null ? Role.DRIVER : Role.of(word).orElseThrow();
        requireMayGive(by, role);
        return role;
    }

    /** @throws ProblemException where the administrator may not give this role, nor take it away */
    static void requireMayGive(User by, Role role) {
        if (!by.role().mayGive(role)) {
            throw Problem.forbidden("Only who holds all rights gives an operator's, or takes them away.");
        }
    }

    /** An administrator who is an operator too is shown as administrator. */
    static String shown(Role role) {
        return role.administers() ? Role.FLEET_ADMIN.word() : role.word();
    }
}
