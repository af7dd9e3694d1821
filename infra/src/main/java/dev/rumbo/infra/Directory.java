package dev.rumbo.infra;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.MfaSecondFactor;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.StandardThreatProtectionMode;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.amazon.awscdk.services.cognito.UserPoolDomain;
import software.amazon.awscdk.services.cognito.UserPoolDomainOptions;
import software.amazon.awscdk.services.cognito.UserPoolGroupOptions;
import software.constructs.Construct;

/**
 * Who gets to see metrics and health from outside: people whom an administrator of the account has put into a pool, with a second
 * factor. Rumbo's own users are not in it; its groups are named as Rumbo's roles are.
 */
final class Directory extends Construct {

    private static final List<String> GROUPS = List.of("admin", "operator", "driver");

    final UserPool pool;
    final UserPoolDomain domain;
    final UserPoolClient balancer;

    Directory(Construct scope, Environment environment, String host) {
        super(scope, "Directory");
        pool = UserPool.Builder.create(this, "Pool")
                .userPoolName("rumbo-" + environment.name())
                .selfSignUpEnabled(false)
                .signInAliases(SignInAliases.builder().email(true).build())
                .signInCaseSensitive(false)
                .passwordPolicy(PasswordPolicy.builder()
                        .minLength(14)
                        .requireLowercase(true)
                        .requireUppercase(true)
                        .requireDigits(true)
                        .requireSymbols(true)
                        .tempPasswordValidity(Duration.days(3))
                        .build())
                .mfa(Mfa.REQUIRED)
                .mfaSecondFactor(MfaSecondFactor.builder().otp(true).sms(false).build())
                .accountRecovery(AccountRecovery.EMAIL_ONLY)
                .featurePlan(FeaturePlan.PLUS)
                .standardThreatProtectionMode(StandardThreatProtectionMode.FULL_FUNCTION)
                .deletionProtection(environment.kept())
                .removalPolicy(environment.kept() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
        for (String group : GROUPS) {
            pool.addGroup(
                    group,
                    UserPoolGroupOptions.builder()
                            .groupName(group)
                            .precedence(GROUPS.indexOf(group))
                            .build());
        }
        domain = pool.addDomain(
                "Domain",
                UserPoolDomainOptions.builder()
                        .cognitoDomain(CognitoDomainOptions.builder()
                                // Nobody else in the region may have the same.
                                .domainPrefix("rumbo-" + environment.name() + "-" + Aws.ACCOUNT_ID)
                                .build())
                        .build());
        balancer = pool.addClient(
                "Balancer",
                UserPoolClientOptions.builder()
                        .generateSecret(true)
                        .preventUserExistenceErrors(true)
                        .oAuth(OAuthSettings.builder()
                                .flows(OAuthFlows.builder()
                                        .authorizationCodeGrant(true)
                                        .build())
                                .scopes(List.of(OAuthScope.OPENID))
                                .callbackUrls(List.of("https://" + host + "/oauth2/idpresponse"))
                                .build())
                        .build());
    }
}
