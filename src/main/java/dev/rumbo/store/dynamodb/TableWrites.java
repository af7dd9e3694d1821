package dev.rumbo.store.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Parts of a transaction on one table. */
record TableWrites(String table) {

    TransactWriteItem put(Map<String, AttributeValue> item, @Nullable String condition) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(item).conditionExpression(condition))
                .build();
    }

    TransactWriteItem update(
            String change,
            String condition,
            String pk,
            String sk,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(Dynamo.key(pk, sk))
                        .updateExpression(change)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values))
                .build();
    }

    TransactWriteItem delete(String pk, String sk) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table).key(Dynamo.key(pk, sk)))
                .build();
    }

    TransactWriteItem delete(String pk, String sk, String condition) {
        return TransactWriteItem.builder()
                .delete(delete ->
                        delete.tableName(table).key(Dynamo.key(pk, sk)).conditionExpression(condition))
                .build();
    }

    TransactWriteItem require(String condition, String pk, String sk) {
        return TransactWriteItem.builder()
                .conditionCheck(
                        check -> check.tableName(table).key(Dynamo.key(pk, sk)).conditionExpression(condition))
                .build();
    }
}
