package dev.rumbo.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class NagTest {

    static Stream<Environment> environments() {
        return Stream.of(Environment.DEV, Environment.PRODUCTION, ChoicesTest.CHOSEN, LakeTest.DELIVERED);
    }

    @ParameterizedTest
    @MethodSource("environments")
    void noFindingIsLeftWithoutAReason(Environment environment) {
        RumboStack stack = new RumboStack(new App(), environment);
        Aspects.of(stack).add(AwsSolutionsChecks.Builder.create().verbose(true).build());

        Annotations annotations = Annotations.fromStack(stack);

        assertThat(Stream.concat(
                                annotations.findError("*", Match.stringLikeRegexp("AwsSolutions-.*")).stream(),
                                annotations.findWarning("*", Match.stringLikeRegexp("AwsSolutions-.*")).stream())
                        .map(message ->
                                message.getId() + ": " + message.getEntry().getData()))
                .isEmpty();
    }
}
