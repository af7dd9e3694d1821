package dev.rumbo.store.dynamodb;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** How large the tables are, as DynamoDB counts them every six hours. */
public final class TableSizes {

    private TableSizes() {}

    /** A table. */
    public record Size(String table, long bytes, long items) {}

    /** @throws dev.rumbo.store.StoreUnavailableException where DynamoDB cannot answer */
    public static List<Size> list(DynamoDbClient client, String tablePrefix) {
        Dynamo dynamo = new Dynamo(client);
        TableDesign design = new TableDesign(tablePrefix);
        List<Size> sizes = new ArrayList<>();
        for (String table : List.of(design.tracks(), design.accounts(), design.setAside())) {
            TableDescription described = dynamo.call(
                    it -> it.describeTable(request -> request.tableName(table)).table());
            sizes.add(new Size(table, described.tableSizeBytes(), described.itemCount()));
        }
        return sizes;
    }
}
