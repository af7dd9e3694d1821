package dev.rumbo.security;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the credential of a request: {@code Authorization} (Bearer, or Basic with a device token as password), the session
 * cookie, and on the WebSocket the query parameter {@code token}. A user's own password is taken in one place only, where
 * access tokens are made.
 */
@ApplicationScoped
class CredentialAuthentication implements HttpAuthenticationMechanism {

    static final String TOKENS_PATH = "/api/v1/tokens";
    static final String LIVE_PATH = "/api/v1/live";
    private static final String API = "/api/";
    /** What RFC 9110 calls safe; everything else may change something. */
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Optional<SecretRequest> shown = credential(context);
        if (shown.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return identities
                .authenticate(shown.get())
                .onFailure(AuthenticationFailedException.class)
                .recoverWithUni(failure -> isCookie(context)
                        // A session that ended is no attack: the visitor is simply nobody again.
                        ? Uni.createFrom().nullItem()
                        : Uni.createFrom().failure(failure));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        boolean api = context.normalizedPath().startsWith(API);
        return Uni.createFrom()
                .item(
                        api
                                ? new ChallengeData(
                                        HttpResponseStatus.UNAUTHORIZED.code(),
                                        HttpHeaderNames.WWW_AUTHENTICATE,
                                        "Bearer")
                                : new ChallengeData(
                                        HttpResponseStatus.FOUND.code(), HttpHeaderNames.LOCATION, "/login"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(SecretRequest.class);
    }

    private static Optional<SecretRequest> credential(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (header != null) {
            return Optional.of(fromHeader(header, context));
        }
        String token =
                context.normalizedPath().equals(LIVE_PATH) ? context.request().getParam("token") : null;
        if (token != null) {
            return Optional.of(request("", token, false, context));
        }
        Cookie cookie = context.request().getCookie(Sessions.COOKIE);
        return Optional.ofNullable(cookie).map(value -> request("", value.getValue(), false, context));
    }

    private static SecretRequest request(String name, String secret, boolean passwordAllowed, RoutingContext context) {
        return new SecretRequest(
                name,
                secret,
                passwordAllowed,
                SAFE.contains(context.request().method()),
                context.request().remoteAddress().hostAddress());
    }

    private static boolean isCookie(RoutingContext context) {
        return context.request().getHeader(HttpHeaderNames.AUTHORIZATION) == null
                && context.request().getCookie(Sessions.COOKIE) != null;
    }

    private static SecretRequest fromHeader(String header, RoutingContext context) {
        String bearer = afterScheme(header, "Bearer ");
        if (bearer != null) {
            return request("", bearer, false, context);
        }
        String basic = afterScheme(header, "Basic ");
        if (basic == null) {
            throw new AuthenticationFailedException();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new AuthenticationFailedException();
            }
            boolean passwordAllowed = HttpMethod.POST.equals(context.request().method())
                    && context.normalizedPath().equals(TOKENS_PATH);
            return request(pair.substring(0, colon), pair.substring(colon + 1), passwordAllowed, context);
        } catch (IllegalArgumentException notBase64) {
            throw new AuthenticationFailedException(notBase64);
        }
    }

    private static @Nullable String afterScheme(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? header.substring(scheme.length()).strip()
                : null;
    }
}
