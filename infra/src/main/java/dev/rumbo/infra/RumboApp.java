package dev.rumbo.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/** {@code cdk deploy rumbo-dev} or {@code cdk deploy rumbo-production}, in this folder. */
public final class RumboApp {

    private RumboApp() {}

    public static void main(String[] args) {
        App app = new App();
        for (Environment environment : List.of(Environment.DEV, Environment.PRODUCTION)) {
            Aspects.of(new RumboStack(app, environment))
                    .add(AwsSolutionsChecks.Builder.create().verbose(true).build());
        }
        app.synth();
    }
}
