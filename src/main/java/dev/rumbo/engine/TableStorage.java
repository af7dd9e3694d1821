package dev.rumbo.engine;

import dev.rumbo.ops.Storage;
import dev.rumbo.store.dynamodb.TableSizes;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The tables of the aws engine. */
record TableStorage(DynamoDbClient client, String tablePrefix) implements Storage {

    @Override
    public String engine() {
        return "aws";
    }

    @Override
    public List<StoragePart> parts() {
        return TableSizes.list(client, tablePrefix).stream()
                .map(size -> new StoragePart(size.table(), size.bytes(), size.items()))
                .toList();
    }

    @Override
    public Optional<Long> freeBytes() {
        return Optional.empty();
    }
}
