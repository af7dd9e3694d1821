package dev.rumbo.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.rumbo.openid.LogInFailedException.Reason;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The code flow of OpenID Connect Core 1.0 with PKCE, over what the provider tells of itself (OpenID Connect Discovery 1.0). */
final class Protocol {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int MOST_KEY_BYTES = 200_000;
    private static final int TOO_MANY = 429;
    private static final int FAILED = 500;

    private final OpenIdConfig config;
    private final OIDCProviderMetadata provider;
    private final ClientID client;
    private final IDTokenValidator tokens;

    private Protocol(OpenIdConfig config, OIDCProviderMetadata provider) throws IOException {
        this.config = config;
        this.provider = provider;
        client = new ClientID(config.clientId().orElseThrow());
        tokens = new IDTokenValidator(
                provider.getIssuer(),
                client,
                new JWSVerificationKeySelector<SecurityContext>(
                        byKeyPair(),
                        JWKSourceBuilder.create(
                                        provider.getJWKSetURI().toURL(),
                                        new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_KEY_BYTES))
                                .refreshAheadCache(false)
                                .build()),
                null);
    }

    /** The algorithms that verify with a public key: with the others whoever verifies could sign. */
    private static Set<JWSAlgorithm> byKeyPair() {
        Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
        all.addAll(JWSAlgorithm.Family.EC);
        return all;
    }

    static Protocol discover(OpenIdConfig config) throws IOException {
        try {
            return new Protocol(
                    config,
                    OIDCProviderMetadata.resolve(
                            new Issuer(config.issuer().orElseThrow()), PATIENCE_MILLIS, PATIENCE_MILLIS));
        } catch (GeneralException notWhatItSays) {
            throw new IOException(notWhatItSays);
        }
    }

    LogInProvider.Begun begin(URI back, String invitation, String to, Instant now) {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI page = new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE), Scope.parse(config.scope()), client, back)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new LogInProvider.Begun(
                page,
                new Attempt(
                        state.getValue(),
                        nonce.getValue(),
                        verifier.getValue(),
                        now.plus(Attempt.LIFETIME),
                        invitation,
                        to));
    }

    Claims finish(Attempt attempt, URI back, URI answer) throws LogInFailedException {
        OIDCTokens received = redeem(code(attempt, answer), back, attempt.verifier());
        try {
            IDTokenClaimsSet signed = tokens.validate(received.getIDToken(), new Nonce(attempt.nonce()));
            Map<String, Object> claims = new HashMap<>(signed.toJSONObject());
            String subject = signed.getSubject().getValue();
            // Some sign only who it is, and tell the rest when asked.
            boolean lacking = !claims.containsKey(Claims.EMAIL)
                    || config.rolesClaim()
                            .filter(claim -> !Claims.has(claims, claim))
                            .isPresent();
            if (lacking && provider.getUserInfoEndpointURI() != null) {
                userInfo(received, subject).forEach(claims::putIfAbsent);
            }
            return Claims.of(provider.getIssuer().getValue(), subject, claims, config.rolesClaim());
        } catch (BadJOSEException forged) {
            throw new LogInFailedException(Reason.NOT_TO_BE_BELIEVED, forged);
        } catch (JOSEException noKeys) {
            throw new LogInFailedException(Reason.UNREACHABLE, noKeys);
        }
    }

    private AuthorizationCode code(Attempt attempt, URI answer) throws LogInFailedException {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(answer);
        } catch (ParseException neitherCodeNorError) {
            throw new LogInFailedException(Reason.NOT_BEGUN_HERE, neitherCodeNorError);
        }
        State state = response.getState();
        if (state == null || !attempt.isOf(state.getValue())) {
            throw new LogInFailedException(Reason.NOT_BEGUN_HERE, "another state");
        }
        // RFC 9207: a provider that names itself names the one that was asked.
        if (response.getIssuer() != null && !response.getIssuer().equals(provider.getIssuer())) {
            throw new LogInFailedException(Reason.NOT_TO_BE_BELIEVED, "another issuer");
        }
        if (!response.indicatesSuccess()) {
            throw new LogInFailedException(
                    Reason.REFUSED_THERE,
                    String.valueOf(response.toErrorResponse().getErrorObject().getCode()));
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new LogInFailedException(Reason.NOT_BEGUN_HERE, "no code");
        }
        return code;
    }

    private OIDCTokens redeem(AuthorizationCode code, URI back, String verifier) throws LogInFailedException {
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, back, new CodeVerifier(verifier));
        URI endpoint = provider.getTokenEndpointURI();
        TokenRequest request = authentication()
                .map(shown -> new TokenRequest.Builder(endpoint, shown, grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
                .build();
        try {
            HTTPResponse answer = send(request.toHTTPRequest());
            var response = OIDCTokenResponseParser.parse(answer);
            if (!response.indicatesSuccess()) {
                throw new LogInFailedException(
                        Reason.REFUSED_THERE,
                        String.valueOf(
                                response.toErrorResponse().getErrorObject().getCode()));
            }
            OIDCTokens received = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
            if (received.getIDToken() == null) {
                throw new LogInFailedException(Reason.NOT_TO_BE_BELIEVED, "no ID token");
            }
            return received;
        } catch (ParseException noTokens) {
            throw new LogInFailedException(Reason.NOT_TO_BE_BELIEVED, noTokens);
        }
    }

    private Map<String, Object> userInfo(OIDCTokens received, String subject) throws LogInFailedException {
        try {
            UserInfoResponse response = UserInfoResponse.parse(send(
                    new UserInfoRequest(provider.getUserInfoEndpointURI(), received.getAccessToken()).toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                return Map.of();
            }
            UserInfo told = response.toSuccessResponse().getUserInfo();
            if (told == null || !subject.equals(told.getSubject().getValue())) {
                throw new LogInFailedException(Reason.NOT_TO_BE_BELIEVED, "claims of somebody else");
            }
            return told.toJSONObject();
        } catch (ParseException unreadable) {
            throw new LogInFailedException(Reason.NOT_TO_BE_BELIEVED, unreadable);
        }
    }

    private static HTTPResponse send(HTTPRequest request) throws LogInFailedException {
        request.setConnectTimeout(PATIENCE_MILLIS);
        request.setReadTimeout(PATIENCE_MILLIS);
        request.setFollowRedirects(false);
        try {
            HTTPResponse answer = request.send();
            if (answer.getStatusCode() >= FAILED || answer.getStatusCode() == TOO_MANY) {
                throw new LogInFailedException(Reason.UNREACHABLE, "status " + answer.getStatusCode());
            }
            return answer;
        } catch (IOException unreachable) {
            throw new LogInFailedException(Reason.UNREACHABLE, unreachable);
        }
    }

    /** Empty for a public client. */
    private Optional<ClientAuthentication> authentication() {
        List<ClientAuthenticationMethod> taken = provider.getTokenEndpointAuthMethods();
        boolean post = taken != null
                && taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                && !taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return config.clientSecret()
                .map(Secret::new)
                .map(secret -> post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret));
    }

    /** As RP-Initiated Logout 1.0 says, and as Cognito does. */
    Optional<URI> logOut(URI andBackTo) {
        return Optional.ofNullable(provider.getEndSessionEndpointURI())
                .map(page -> UriBuilder.fromUri(page)
                        .queryParam("client_id", client.getValue())
                        .queryParam("post_logout_redirect_uri", andBackTo)
                        .queryParam("logout_uri", andBackTo)
                        .build());
    }
}
