package dev.rumbo.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A provider of OpenID Connect on this machine, with one client and no pages: whoever comes is the person of whom the test said so. It
 * insists on what a strict provider insists on, and forges tokens on demand.
 */
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "rumbo";
    static final String SECRET = "a secret of the client, with : and %";

    private static final String KEY_ID = "first";
    /** The same for every test, because the application remembers the keys that it was told. */
    private static final RSAKey KEY = newKey();

    private static final RSAKey OTHER_KEY = newKey();

    private final HttpServer server;
    private final String issuer;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();

    private volatile Map<String, Object> person = Map.of();
    private volatile Forgery forgery = Forgery.NONE;
    private volatile boolean denies;
    private volatile boolean tellsByUserInfoOnly;

    /** What is wrong with the tokens that it gives out. */
    enum Forgery {
        NONE,
        SIGNED_BY_ANOTHER_KEY,
        NOT_SIGNED,
        /** The public key taken as a shared secret, which everybody knows. */
        SIGNED_WITH_THE_PUBLIC_KEY,
        CHANGED_AFTER_SIGNING,
        OF_ANOTHER_ISSUER,
        FOR_ANOTHER_CLIENT,
        EXPIRED,
        NOT_YET_ISSUED,
        WITH_ANOTHER_NONCE,
        WITHOUT_NONCE,
        WITHOUT_SUBJECT
    }

    /** What came to the page for logging in. */
    private record Asked(String challenge, String nonce, String back, Map<String, Object> person) {}

    TestProvider(URI issuer) throws IOException {
        this.issuer = issuer.toString();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), issuer.getPort()), 0);
        server.createContext("/.well-known/openid-configuration", this::describe);
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(KEY.toPublicJWK()).toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::redeem);
        server.createContext("/userinfo", this::tell);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Who comes from now on, honestly told. */
    void logsIn(Map<String, Object> claims) {
        person = claims;
        forgery = Forgery.NONE;
        denies = false;
        tellsByUserInfoOnly = false;
    }

    void forges(Forgery how) {
        forgery = how;
    }

    void denies() {
        denies = true;
    }

    /** As providers do that keep their tokens small. */
    void tellsByUserInfoOnly() {
        tellsByUserInfoOnly = true;
    }

    private void describe(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                new JsonObject()
                        .put("issuer", issuer)
                        .put("authorization_endpoint", issuer + "/authorize")
                        .put("token_endpoint", issuer + "/token")
                        .put("userinfo_endpoint", issuer + "/userinfo")
                        .put("jwks_uri", issuer + "/keys")
                        .put("end_session_endpoint", issuer + "/logout")
                        .put("response_types_supported", new JsonArray().add("code"))
                        .put("subject_types_supported", new JsonArray().add("public"))
                        .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
                        .encode());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        boolean strict = CLIENT.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && asked.getOrDefault("scope", "").contains("openid")
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.getOrDefault("code_challenge", "").length() == 43
                && asked.getOrDefault("state", "").length() >= 22
                && asked.getOrDefault("nonce", "").length() >= 22
                && asked.getOrDefault("redirect_uri", "").endsWith("/login/openid/back");
        if (!strict) {
            answer(exchange, 400, "not asked as it has to be: " + asked);
            return;
        }
        String back = asked.get("redirect_uri");
        String code = UUID.randomUUID().toString();
        codes.put(code, new Asked(asked.get("code_challenge"), asked.get("nonce"), back, person));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put(denies ? "error" : "code", denies ? "access_denied" : code);
        answer.put("state", asked.get("state"));
        answer.put("iss", issuer);
        exchange.getResponseHeaders().set("Location", back + "?" + encoded(answer));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void redeem(HttpExchange exchange) throws IOException {
        Map<String, String> sent = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String client = "Basic "
                + Base64.getEncoder()
                        .encodeToString((encoded(CLIENT) + ":" + encoded(SECRET)).getBytes(StandardCharsets.UTF_8));
        if (!client.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        // Each code is of use once.
        Asked asked = codes.remove(sent.getOrDefault("code", ""));
        if (asked == null
                || !"authorization_code".equals(sent.get("grant_type"))
                || !asked.back().equals(sent.get("redirect_uri"))
                || !asked.challenge().equals(sha256(sent.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String access = UUID.randomUUID().toString();
        people.put(access, asked.person());
        answer(
                exchange,
                200,
                new JsonObject()
                        .put("access_token", access)
                        .put("token_type", "Bearer")
                        .put("id_token", token(asked))
                        .encode());
    }

    private void tell(HttpExchange exchange) throws IOException {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        Map<String, Object> told = people.get(String.valueOf(shown).replaceFirst("^Bearer ", ""));
        answer(exchange, told == null ? 401 : 200, told == null ? "" : new JsonObject(told).encode());
    }

    private String token(Asked asked) {
        Instant now = Instant.now();
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", asked.person().get("sub"));
        if (!tellsByUserInfoOnly) {
            claims.putAll(asked.person());
        }
        claims.put("iss", forgery == Forgery.OF_ANOTHER_ISSUER ? "https://another.example" : issuer);
        claims.put("aud", forgery == Forgery.FOR_ANOTHER_CLIENT ? "another" : CLIENT);
        claims.put("iat", Date.from(forgery == Forgery.NOT_YET_ISSUED ? now.plusSeconds(3_600) : now.minusSeconds(1)));
        claims.put("exp", Date.from(forgery == Forgery.EXPIRED ? now.minusSeconds(600) : now.plusSeconds(7_200)));
        claims.put("nonce", forgery == Forgery.WITH_ANOTHER_NONCE ? "another" : asked.nonce());
        if (forgery == Forgery.WITHOUT_NONCE) {
            claims.remove("nonce");
        }
        if (forgery == Forgery.WITHOUT_SUBJECT) {
            claims.remove("sub");
        }
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        try {
            return signed(set.build());
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        JWT token = switch (forgery) {
            case NOT_SIGNED -> new PlainJWT(claims);
            case SIGNED_WITH_THE_PUBLIC_KEY -> {
                SignedJWT hashed = new SignedJWT(header(JWSAlgorithm.HS256), claims);
                hashed.sign(new MACSigner(KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
                yield hashed;
            }
            default -> {
                SignedJWT right = new SignedJWT(header(JWSAlgorithm.RS256), claims);
                right.sign(new RSASSASigner(forgery == Forgery.SIGNED_BY_ANOTHER_KEY ? OTHER_KEY : KEY));
                yield right;
            }
        };
        String text = token.serialize();
        if (forgery != Forgery.CHANGED_AFTER_SIGNING) {
            return text;
        }
        String[] parts = text.split("\\.");
        JsonObject changed = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .put("email", "admin@rumbo.example");
        return parts[0] + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(changed.encode().getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];
    }

    private static JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID(KEY_ID).build();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2_048).keyID(KEY_ID).generate();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
