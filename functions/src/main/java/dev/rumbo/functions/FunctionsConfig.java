package dev.rumbo.functions;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** What the functions are told; each needs only its own. Region and credentials come from Lambda. */
@ConfigMapping(prefix = "rumbo.functions")
public interface FunctionsConfig {

    /** The DynamoDB table in which is kept which trips were told of. */
    Optional<String> toldTable();

    /** Of SNS, where notices of ended trips go. */
    Optional<String> topicArn();

    /** Instead of AWS, for tests. */
    Endpoint endpoint();

    /** Addresses. */
    interface Endpoint {

        Optional<URI> dynamodb();

        Optional<URI> sns();
    }
}
