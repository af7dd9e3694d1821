package dev.rumbo.faults;

import dev.rumbo.testsupport.Emulators;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class ClockFaultsAwsIT extends ClockFaults {

    @Override
    Map<String, String> environment() {
        return AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb());
    }
}
