package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import dev.rumbo.store.Page;
import dev.rumbo.store.ViewStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who saw what, in DynamoDB, as {@link TableDesign} lays it out. */
public final class DynamoViewStore implements ViewStore {

    private final Dynamo dynamo;
    private final String table;

    private DynamoViewStore(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoViewStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoViewStore(new Dynamo(client), design.accounts());
    }

    /** One write each: several instances may count the same hour. One that is repeated after a lost answer counts twice. */
    @Override
    public void add(Collection<View> more, Consumer<View> stored) {
        for (View view : more) {
            add(view);
            stored.accept(view);
        }
    }

    private void add(View view) {
        dynamo.call(it -> it.updateItem(request -> request.tableName(table)
                .key(Dynamo.key(TableDesign.views(view.owner()), view.key()))
                .updateExpression(
                        "SET #first = if_not_exists(#first, :first), #last = :last, #hour = :hour, #kind = :kind,"
                                + " #link = :link, #viewer = :viewer, #subject = :subject, #expires = :expires ADD #count :count")
                .expressionAttributeNames(Map.of(
                        "#first", "first",
                        "#last", "last",
                        "#hour", "hour",
                        "#kind", "kind",
                        "#link", "link",
                        "#viewer", "viewer",
                        "#subject", "subject",
                        "#expires", "expires",
                        "#count", "count"))
                .expressionAttributeValues(Map.of(
                        ":first", n(view.firstAt().toEpochMilli()),
                        ":last", n(view.lastAt().toEpochMilli()),
                        ":hour", n(view.hour().toEpochMilli()),
                        ":kind", s(view.kind().name()),
                        ":link", n(view.byLink() ? 1 : 0),
                        ":viewer", s(view.viewerId()),
                        ":subject", s(view.subject()),
                        ":expires", n(view.hour().plus(View.KEPT).getEpochSecond()),
                        ":count", n(view.count())))));
    }

    @Override
    public Page<View> list(Owner owner, int limit, Optional<String> after) {
        List<View> found = dynamo
                .query(
                        Dynamo.between(table, TableDesign.views(owner), " ", after.orElse("~")).toBuilder()
                                .scanIndexForward(false)
                                .limit(limit + 2)
                                .build(),
                        (items, last) -> items.size() > limit + 1)
                .stream()
                .filter(item -> after.filter(s(item, "sk")::equals).isEmpty())
                .limit(limit + 1L)
                .map(item -> view(owner, item))
                .toList();
        return found.size() <= limit
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, limit),
                        Optional.of(found.get(limit - 1).key()));
    }

    @Override
    public void forget(Owner owner) {
        dynamo.query(Dynamo.after(table, TableDesign.views(owner), " "))
                .forEach(item -> dynamo.call(it -> it.deleteItem(
                        request -> request.tableName(table).key(Dynamo.key(TableDesign.views(owner), s(item, "sk"))))));
    }

    private static View view(Owner owner, Map<String, AttributeValue> item) {
        return new View(
                owner,
                Instant.ofEpochMilli(n(item, "hour")),
                View.Kind.valueOf(s(item, "kind")),
                n(item, "link") == 1,
                s(item, "viewer"),
                s(item, "subject"),
                Instant.ofEpochMilli(n(item, "first")),
                Instant.ofEpochMilli(n(item, "last")),
                n(item, "count"));
    }
}
