package dev.rumbo.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who it is that showed a secret, or an e-mail address with its password. */
final class SecretRequest extends BaseAuthenticationRequest {

    private final String name;
    private final String secret;
    private final boolean passwordAllowed;
    private final boolean reading;
    private final String address;

    /**
     * @param name the e-mail address where a password is allowed
     * @param passwordAllowed whether the secret may be a user's password
     * @param reading whether the request only reads
     * @param address from where it came
     */
    SecretRequest(String name, String secret, boolean passwordAllowed, boolean reading, String address) {
        this.name = name;
        this.secret = secret;
        this.passwordAllowed = passwordAllowed;
        this.reading = reading;
        this.address = address;
    }

    String name() {
        return name;
    }

    String secret() {
        return secret;
    }

    boolean passwordAllowed() {
        return passwordAllowed;
    }

    boolean reading() {
        return reading;
    }

    String address() {
        return address;
    }
}
