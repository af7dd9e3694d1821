package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.privacy.DriverPrivacy;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.privacy.PrivateTrips;
import dev.rumbo.privacy.Retention;
import dev.rumbo.privacy.WorkingHours;
import dev.rumbo.privacy.Zone;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Policies of fleets and zones of drivers in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoPrivacyStore implements PrivacyStore {

    private static final String ZONE = "Z";
    private static final String DAYS = "days";
    private static final String POSITION_DAYS = "positionDays";
    private static final String TRIP_DAYS = "tripDays";

    private final Dynamo dynamo;
    private final String table;

    private DynamoPrivacyStore(DynamoDbClient client, TableDesign design) {
        dynamo = new Dynamo(client);
        table = design.accounts();
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoPrivacyStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoPrivacyStore(client, design);
    }

    @Override
    public Optional<FleetPolicy> findPolicy(String fleetId) {
        return dynamo.get(table, TableDesign.policy(fleetId), TableDesign.ALONE)
                .map(item -> new FleetPolicy(
                        PrivateTrips.valueOf(s(item, "privateTrips")),
                        hours(item),
                        n(item, "driversDecide") != 0,
                        retention(item)));
    }

    @Override
    public List<String> listRetaining() {
        return dynamo.query(Dynamo.after(table, TableDesign.RETAINING, " ")).stream()
                .map(item -> s(item, "sk"))
                .toList();
    }

    @Override
    public void putPolicy(String fleetId, FleetPolicy policy) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.policy(fleetId), TableDesign.ALONE);
        item.put("privateTrips", s(policy.privateTrips().name()));
        item.put("driversDecide", n(policy.driversDecide() ? 1 : 0));
        policy.hours().ifPresent(hours -> {
            item.put(
                    DAYS,
                    AttributeValue.fromSs(hours.days().stream().map(Enum::name).toList()));
            item.put("fromTime", s(hours.from().toString()));
            item.put("toTime", s(hours.to().toString()));
        });
        policy.retention().ifPresent(kept -> {
            item.put(POSITION_DAYS, n(kept.positionDays()));
            kept.tripDays().ifPresent(days -> item.put(TRIP_DAYS, n(days)));
            item.put("retentionFrom", n(kept.from().toEpochMilli()));
        });
        Map<String, AttributeValue> listed = Dynamo.item(TableDesign.RETAINING, fleetId);
        // What is listed without a policy is looked at in vain; a policy that is not listed would not hold.
        if (policy.retention().isPresent()) {
            dynamo.put(table, listed);
        }
        dynamo.put(table, item);
        if (policy.retention().isEmpty()) {
            dynamo.call(it -> it.deleteItem(request -> request.tableName(table).key(listed)));
        }
    }

    @Override
    public DriverPrivacy find(Owner driver) {
        String secret = "";
        boolean shares = true;
        List<Zone> zones = new ArrayList<>();
        for (Map<String, AttributeValue> item : dynamo.query(Dynamo.after(table, TableDesign.privacy(driver), " "))) {
            if (s(item, "sk").startsWith(ZONE)) {
                zones.add(zone(item));
            } else {
                secret = Optional.ofNullable(item.get("secret"))
                        .map(AttributeValue::s)
                        .orElse("");
                shares = Optional.ofNullable(item.get("leftMap")).isEmpty();
            }
        }
        return new DriverPrivacy(secret, shares, zones);
    }

    @Override
    public void keepSecret(Owner driver, String secret) {
        update(driver, "SET secret = if_not_exists(secret, :value)", Map.of(":value", s(secret)));
    }

    @Override
    public void shareLive(Owner driver, boolean shares) {
        if (shares) {
            update(driver, "REMOVE leftMap", Map.of());
        } else {
            update(driver, "SET leftMap = :value", Map.of(":value", n(1)));
        }
    }

    @Override
    public void putZone(Owner driver, Zone zone) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.privacy(driver), ZONE + zone.id());
        item.put("name", s(zone.name()));
        item.put("lat", n(zone.center().latitudeE7()));
        item.put("lon", n(zone.center().longitudeE7()));
        item.put("radius", n(zone.radiusMeters()));
        dynamo.put(table, item);
    }

    @Override
    public void removeZone(Owner driver, String id) {
        dynamo.call(it -> it.deleteItem(
                request -> request.tableName(table).key(Dynamo.key(TableDesign.privacy(driver), ZONE + id))));
    }

    @Override
    public void forget(Owner driver) {
        dynamo.query(Dynamo.after(table, TableDesign.privacy(driver), " "))
                .forEach(item -> dynamo.call(it -> it.deleteItem(request ->
                        request.tableName(table).key(Dynamo.key(TableDesign.privacy(driver), s(item, "sk"))))));
    }

    private void update(Owner driver, String expression, Map<String, AttributeValue> values) {
        dynamo.call(it -> it.updateItem(request -> {
            request.tableName(table)
                    .key(Dynamo.key(TableDesign.privacy(driver), TableDesign.ALONE))
                    .updateExpression(expression);
            if (!values.isEmpty()) {
                request.expressionAttributeValues(values);
            }
        }));
    }

    private static Zone zone(Map<String, AttributeValue> item) {
        return new Zone(
                s(item, "sk").substring(ZONE.length()),
                s(item, "name"),
                new Coordinate((int) n(item, "lat"), (int) n(item, "lon")),
                (int) n(item, "radius"));
    }

    private static Optional<Retention> retention(Map<String, AttributeValue> item) {
        return item.containsKey(POSITION_DAYS)
                ? Optional.of(new Retention(
                        (int) n(item, POSITION_DAYS),
                        item.containsKey(TRIP_DAYS) ? Optional.of((int) n(item, TRIP_DAYS)) : Optional.empty(),
                        Instant.ofEpochMilli(n(item, "retentionFrom"))))
                : Optional.empty();
    }

    private static Optional<WorkingHours> hours(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(DAYS))
                .map(days -> new WorkingHours(
                        days.ss().stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                        LocalTime.parse(s(item, "fromTime")),
                        LocalTime.parse(s(item, "toTime"))));
    }
}
