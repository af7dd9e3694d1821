package dev.rumbo.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AccountStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

@ExtendWith(Emulators.class)
class DynamoAccountStoreIT extends AccountStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "a" + UUID.randomUUID();

    @Override
    protected AccountStore open() {
        return DynamoAccountStore.open(clients.dynamoDb(), prefix, true, Clock.systemUTC());
    }

    @Override
    protected AccountStore reopen() {
        return open();
    }

    @Override
    protected List<String> toldVoid(String... hashes) {
        return List.of(hashes);
    }

    @Test
    void aTokenThatIsReplacedInTheMiddleOfARenamingOrRemovalEndsWithItsDevice() {
        AccountStore other = open();
        DeviceKey key = new DeviceKey("fleet", "ana", "phone");
        other.add(new Device(key, "Phone", Instant.EPOCH, Device.State.ACTIVE), token("first", key));

        replacingFirst(other, token("second", key)).rename(key, "Car");
        replacingFirst(other, token("third", key)).remove(key, Device.State.REMOVED);

        assertThat(other.findDevice("phone")).map(Device::name).contains("Car");
        assertThat(other.findDevice("phone")).map(Device::state).contains(Device.State.REMOVED);
        for (String hash : List.of("first", "second", "third")) {
            assertThat(other.findCredential(hash)).as(hash).isEmpty();
        }
    }

    /** Before its first write, the other instance gives the device another token. */
    private AccountStore replacingFirst(AccountStore other, Credential.DeviceToken token) {
        AtomicBoolean replaced = new AtomicBoolean();
        AwsClients overtaken = Emulators.clients(new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof TransactWriteItemsRequest && replaced.compareAndSet(false, true)) {
                    assertThat(other.replaceToken(token)).isTrue();
                }
            }
        });
        return DynamoAccountStore.open(overtaken.dynamoDb(), prefix, false, Clock.systemUTC());
    }

    private static Credential.DeviceToken token(String hash, DeviceKey device) {
        return new Credential.DeviceToken(hash, device);
    }
}
