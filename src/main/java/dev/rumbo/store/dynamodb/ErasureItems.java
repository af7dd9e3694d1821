package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.Erasure;
import dev.rumbo.trips.ErasedSpan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What was deleted of devices. */
final class ErasureItems {

    private final Dynamo dynamo;
    private final String table;
    private final String accounts;

    ErasureItems(Dynamo dynamo, TableDesign design) {
        this.dynamo = dynamo;
        table = design.tracks();
        accounts = design.accounts();
    }

    List<Erasure> list(DeviceKey device) {
        return dynamo
                .query(Dynamo.between(
                        table, TableDesign.imports(device), TableDesign.erasure(""), TableDesign.erasure("~")))
                .stream()
                .map(item -> erasure(device, item))
                .toList();
    }

    boolean add(Erasure erasure) {
        return dynamo.transact(List.of(
                AccountItems.requireNotErased(accounts, erasure.device()),
                TransactWriteItem.builder()
                        .put(put -> put.tableName(table)
                                .item(item(erasure))
                                .conditionExpression("attribute_not_exists(pk)"))
                        .build()));
    }

    void update(Erasure erasure) {
        try {
            dynamo.call(it -> it.putItem(
                    put -> put.tableName(table).item(item(erasure)).conditionExpression("attribute_exists(pk)")));
        } catch (ConditionalCheckFailedException goneWithItsDevice) {
            // Nothing is left that it would be said of.
        }
    }

    private static Map<String, AttributeValue> item(Erasure erasure) {
        Map<String, AttributeValue> item =
                Dynamo.item(TableDesign.imports(erasure.device()), TableDesign.erasure(erasure.id()));
        item.put("id", s(erasure.id()));
        item.put("from", n(erasure.span().fromMillis()));
        item.put("to", n(erasure.span().toMillis()));
        item.put("requested", n(erasure.requestedAt().toEpochMilli()));
        item.put("positions", n(erasure.positions()));
        erasure.until().ifPresent(until -> item.put("until", n(until.toEpochMilli())));
        return item;
    }

    private static Erasure erasure(DeviceKey device, Map<String, AttributeValue> item) {
        @Nullable AttributeValue until = item.get("until");
        return new Erasure(
                device,
                s(item, "id"),
                new ErasedSpan(n(item, "from"), n(item, "to")),
                Instant.ofEpochMilli(n(item, "requested")),
                Optional.ofNullable(until).map(value -> Instant.ofEpochMilli(Long.parseLong(value.n()))),
                n(item, "positions"));
    }
}
