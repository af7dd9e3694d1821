package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.places.PlaceStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Places in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoPlaceStore implements PlaceStore {

    private static final String NOW = "now";
    private static final String BEFORE = "before";

    private final Dynamo dynamo;
    private final String table;

    private DynamoPlaceStore(DynamoDbClient client, TableDesign design) {
        dynamo = new Dynamo(client);
        table = design.accounts();
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoPlaceStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoPlaceStore(client, design);
    }

    @Override
    public List<Place> list(Owner owner) {
        return dynamo.query(Dynamo.after(table, TableDesign.places(owner), " ")).stream()
                .map(item -> new Place(s(item, "sk"), mark(item, NOW), mark(item, BEFORE)))
                .toList();
    }

    @Override
    public void put(Owner owner, Place place) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.places(owner), place.id());
        place.mark().ifPresent(mark -> item.put(NOW, attribute(mark)));
        place.before().ifPresent(mark -> item.put(BEFORE, attribute(mark)));
        dynamo.put(table, item);
    }

    @Override
    public void delete(Owner owner, String id) {
        dynamo.call(it ->
                it.deleteItem(request -> request.tableName(table).key(Dynamo.key(TableDesign.places(owner), id))));
    }

    private static AttributeValue attribute(Place.Mark mark) {
        return AttributeValue.fromM(Map.of(
                "name", s(mark.name()),
                "lat", n(mark.center().latitudeE7()),
                "lon", n(mark.center().longitudeE7()),
                "radius", n(mark.radiusMeters())));
    }

    private static Optional<Place.Mark> mark(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .map(AttributeValue::m)
                .map(mark -> new Place.Mark(
                        s(mark, "name"), new Coordinate((int) n(mark, "lat"), (int) n(mark, "lon")), (int)
                                n(mark, "radius")));
    }
}
