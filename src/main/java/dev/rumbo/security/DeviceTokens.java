package dev.rumbo.security;

import dev.rumbo.accounts.DeviceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the device that a phone app speaks for, from wherever the app can put a token. */
@ApplicationScoped
public class DeviceTokens {

    /** 32 bytes in base64url: nothing that an app adds to a path is mistaken for one. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Callers callers;

    DeviceTokens(Callers callers) {
        this.callers = callers;
    }

    public static boolean looksLikeOne(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** Asks the store where the token is not remembered: blocks. Empty for a user's tokens, too. */
    public Optional<DeviceKey> find(String token) {
        return callers.remembered(token)
                .or(() -> callers.find(token))
                .filter(Caller.OfDevice.class::isInstance)
                .map(caller -> ((Caller.OfDevice) caller).device());
    }

    /**
     * The token of an {@code Authorization} header: Bearer, the password of Basic, or its user name where there is no password. One
     * app writes the pair without base64.
     */
    public static Optional<String> fromHeader(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        int space = header.indexOf(' ');
        String scheme = space < 0 ? "" : header.substring(0, space);
        String value = header.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Bearer")) {
            return Optional.of(value);
        }
        return scheme.equalsIgnoreCase("Basic") ? Optional.of(ofPair(decoded(value))) : Optional.empty();
    }

    private static String ofPair(String pair) {
        int colon = pair.indexOf(':');
        String password = pair.substring(colon + 1);
        return password.isEmpty() ? pair.substring(0, colon) : password;
    }

    private static String decoded(String value) {
        try {
            return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return value;
        }
    }
}
