package dev.rumbo.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.ViewStore;
import dev.rumbo.store.ViewStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context.BeforeExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

@ExtendWith(Emulators.class)
class DynamoViewStoreIT extends ViewStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "v" + UUID.randomUUID();

    @Override
    protected ViewStore open() {
        return DynamoViewStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected ViewStore reopen() {
        return open();
    }

    @Test
    void tellsWhatWasStoredBeforeItFailedMidway() {
        open();
        AtomicInteger writes = new AtomicInteger();
        AwsClients failing = Emulators.clients(new ExecutionInterceptor() {
            @Override
            public void beforeExecution(BeforeExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof UpdateItemRequest && writes.incrementAndGet() > 2) {
                    throw SdkClientException.create("the network is gone");
                }
            }
        });
        Owner owner = new Owner("fleet", "ana");
        List<View> views = Stream.of("a", "b", "c", "d")
                .map(subject -> new View(
                        owner, Instant.EPOCH, View.Kind.DAY, false, "boss", subject, Instant.EPOCH, Instant.EPOCH, 1))
                .toList();
        List<View> stored = new ArrayList<>();

        assertThatThrownBy(() ->
                        DynamoViewStore.open(failing.dynamoDb(), prefix, false).add(views, stored::add))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(stored).isEqualTo(views.subList(0, 2));
        assertThat(open().list(owner, 10, Optional.empty()).items()).containsExactlyInAnyOrderElementsOf(stored);
    }
}
