package dev.rumbo.moving;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.testsupport.Emulators;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoMoveIT extends MoveContract {

    private final AwsClients clients = Emulators.clients();

    @Override
    House open() {
        return Houses.of(clients.dynamoDb(), "m" + UUID.randomUUID());
    }

    @AfterEach
    void closeClients() {
        clients.close();
    }
}
