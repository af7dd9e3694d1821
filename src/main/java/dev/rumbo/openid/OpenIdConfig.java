package dev.rumbo.openid;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The provider with which people may log in beside Rumbo's own passwords: {@code RUMBO_OPENID_ISSUER} and so on. */
@ConfigMapping(prefix = "rumbo.openid")
public interface OpenIdConfig {

    /**
     * The provider's address, exactly as it names itself: https, or http on this machine. Without it there is no such log-in. Of
     * Cognito {@code https://cognito-idp.REGION.amazonaws.com/POOL}, of Keycloak {@code https://HOST/realms/REALM}.
     */
    Optional<String> issuer();

    /** What the provider calls this installation. */
    Optional<String> clientId();

    /** Empty for a public client: PKCE is used always. */
    Optional<String> clientSecret();

    /** How users call the provider, on the button of the log-in page. */
    @WithDefault("OpenID Connect")
    String name();

    @WithDefault("openid email profile")
    String scope();

    /**
     * The claim with a person's groups or roles, such as {@code cognito:groups}; nested ones with a slash, such as {@code
     * realm_access/roles}, which the provider has to put into the ID token or its UserInfo. Then the provider decides on roles, anew with
     * each log-in, and who is in no group is a driver; without it Rumbo's administrators decide.
     */
    Optional<String> rolesClaim();

    /**
     * Which of its values stand for which role: {@code group=role}, with {@code driver}, {@code admin}, {@code operator} or {@code
     * all}. Left out, groups are named as the roles are, but for {@code all}, which elsewhere is everybody.
     */
    Optional<List<String>> roles();

    /**
     * The address of an administrator into whose fleet everybody gets whom the provider lets through. Left out, nobody registers by
     * themselves: only who has an account or an invitation gets in.
     */
    Optional<String> registersWith();
}
