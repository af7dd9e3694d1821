package dev.rumbo.access;

import dev.rumbo.api.LiveServer;
import dev.rumbo.testsupport.Emulators;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same table on the aws engine: there too fleet and user are in the key of every query. Everybody shows one credential to each
 * route, all of theirs in turn, since a question takes longer there.
 */
@QuarkusTest
@TestProfile(AccessMatrixAwsIT.OnAws.class)
@ExtendWith(Emulators.class)
class AccessMatrixAwsIT extends AccessMatrixTest {

    @Override
    List<Caller> asking(List<Caller> callers, int row) {
        return List.of(callers.get(row % callers.size()));
    }

    /** The application over emulators, with a stream and tables of its own. */
    public static final class OnAws implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Emulators.start();
            String name = "matrix-" + UUID.randomUUID();
            Map<String, String> config = new HashMap<>(new LiveServer().getConfigOverrides());
            config.put("rumbo.engine", "aws");
            config.put("rumbo.aws.endpoint.kinesis", Emulators.kinesis().toString());
            config.put("rumbo.aws.endpoint.dynamodb", Emulators.dynamoDb().toString());
            config.put("rumbo.aws.create", "true");
            config.put("rumbo.aws.stream", name);
            config.put("rumbo.aws.table-prefix", name);
            config.put("rumbo.aws.flush-interval", "0s");
            // 32 bytes, as the embedded engine makes for itself.
            config.put("rumbo.second-factor.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
            return config;
        }
    }
}
