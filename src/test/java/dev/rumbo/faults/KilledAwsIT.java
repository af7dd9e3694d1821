package dev.rumbo.faults;

import dev.rumbo.testsupport.Emulators;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class KilledAwsIT extends KilledApplication {

    @Override
    Map<String, String> environment() {
        return AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb());
    }
}
