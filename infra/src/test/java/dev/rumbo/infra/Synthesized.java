package dev.rumbo.infra;

import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

/** Each environment's template, made once for all tests. */
final class Synthesized {

    static final Map<Environment, Template> TEMPLATES = Map.of(
            Environment.DEV,
            template(Environment.DEV),
            Environment.PRODUCTION,
            template(Environment.PRODUCTION),
            LakeTest.DELIVERED,
            template(LakeTest.DELIVERED));

    private Synthesized() {}

    static Template template(Environment environment) {
        return Template.fromStack(new RumboStack(new App(), environment));
    }
}
