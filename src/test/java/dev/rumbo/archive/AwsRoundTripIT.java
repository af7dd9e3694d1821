package dev.rumbo.archive;

import dev.rumbo.faults.AwsEnvironment;
import dev.rumbo.testsupport.Emulators;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsRoundTripIT extends RoundTripContract {

    @Override
    Map<String, String> environment() {
        return AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb());
    }
}
