package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.SecondFactor;
import dev.rumbo.store.SecondFactorStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Second factors in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoSecondFactorStore implements SecondFactorStore {

    private static final String CODES = "codes";
    private static final String STEP = "step";

    private final Dynamo dynamo;
    private final String table;

    private DynamoSecondFactorStore(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoSecondFactorStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoSecondFactorStore(new Dynamo(client), design.accounts());
    }

    @Override
    public Optional<SecondFactor> find(Owner owner) {
        return dynamo.get(table, TableDesign.secondFactor(owner), TableDesign.ALONE)
                .map(item -> new SecondFactor(
                        owner,
                        s(item, "secret"),
                        Instant.ofEpochMilli(n(item, "since")),
                        n(item, STEP),
                        // A set that lost its last member is no more.
                        item.containsKey(CODES) ? Set.copyOf(item.get(CODES).ss()) : Set.of()));
    }

    @Override
    public void put(SecondFactor factor) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.secondFactor(factor.owner()), TableDesign.ALONE);
        item.put("secret", s(factor.sealedSecret()));
        item.put("since", n(factor.since().toEpochMilli()));
        item.put(STEP, n(factor.lastStep()));
        if (!factor.recoveryHashes().isEmpty()) {
            item.put(CODES, AttributeValue.fromSs(List.copyOf(factor.recoveryHashes())));
        }
        dynamo.put(table, item);
    }

    @Override
    public boolean take(Owner owner, long before, long step) {
        return update(
                owner, "SET #it = :after", "#it = :before", STEP, Map.of(":before", n(before), ":after", n(step)));
    }

    @Override
    public boolean takeRecovery(Owner owner, String hash) {
        return update(
                owner,
                "DELETE #it :those",
                "contains(#it, :it)",
                CODES,
                Map.of(":it", s(hash), ":those", AttributeValue.fromSs(List.of(hash))));
    }

    private boolean update(
            Owner owner, String change, String condition, String attribute, Map<String, AttributeValue> values) {
        try {
            dynamo.call(it -> it.updateItem(request -> request.tableName(table)
                    .key(Dynamo.key(TableDesign.secondFactor(owner), TableDesign.ALONE))
                    .conditionExpression(condition)
                    .updateExpression(change)
                    .expressionAttributeNames(Map.of("#it", attribute))
                    .expressionAttributeValues(values)));
            return true;
        } catch (ConditionalCheckFailedException takenBefore) {
            return false;
        }
    }

    @Override
    public void remove(Owner owner) {
        dynamo.call(it -> it.deleteItem(request ->
                request.tableName(table).key(Dynamo.key(TableDesign.secondFactor(owner), TableDesign.ALONE))));
    }
}
