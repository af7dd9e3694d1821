package dev.rumbo.functions;

import dev.rumbo.tracking.OtherProducers;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** What the functions are told; each needs only its own. Region and credentials come from Lambda. */
@ConfigMapping(prefix = "rumbo.functions")
public interface FunctionsConfig {

    /** The DynamoDB table in which is kept which trips were told of. */
    Optional<String> toldTable();

    /** Of SNS, where notices of ended trips go. */
    Optional<String> topicArn();

    /** Whether records are read that did not come through the application; as it is told itself. */
    @WithDefault("refused")
    OtherProducers otherProducers();

    /** What the names of the application's tables begin with, in which it is found whose a device is. */
    @WithDefault("rumbo")
    String tablePrefix();

    /** Instead of AWS, for tests. */
    Endpoint endpoint();

    /** Addresses. */
    interface Endpoint {

        Optional<URI> dynamodb();

        Optional<URI> sns();
    }
}
