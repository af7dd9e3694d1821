package dev.rumbo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.testsupport.AwsTemplate;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the stream and tables of the template of production, told what it tells, and with no other rights than it gives. */
@ExtendWith(Emulators.class)
class AwsRoundTripIT extends RoundTripContract {

    private final AwsTemplate template;

    AwsRoundTripIT() throws IOException {
        template = new AwsTemplate();
    }

    @Override
    Map<String, String> environment() {
        try (AwsClients clients = Emulators.clients()) {
            template.create(clients);
        }
        Map<String, String> environment = new HashMap<>(template.environment());
        environment.put("RUMBO_AWS_ENDPOINT_KINESIS", Emulators.kinesis().toString());
        environment.put("RUMBO_AWS_ENDPOINT_DYNAMODB", Emulators.dynamoDb().toString());
        environment.put("RUMBO_AWS_PEER_PORT", "0");
        environment.put("RUMBO_AWS_FAILOVER", "2s");
        environment.put("RUMBO_AWS_FLUSH_INTERVAL", "1s");
        return environment;
    }

    @Override
    void after(RunningApplication application) throws Exception {
        String metrics = application.text("/q/metrics");

        assertThat(metrics).contains("operation=\"PutRecords\"", "table=\"rumbo-production-tracks\"");
        assertThat(template.refused(metrics)).isEmpty();
    }
}
