package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.VoidTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Users, devices and credentials in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoAccountStore implements AccountStore {

    private static final String FIRST = "FIRST";
    private static final String VOID_TOKENS = "VOID";
    private static final String NEWEST = "NEWEST";
    private static final Duration VOID_TOLD = Duration.ofDays(1);
    private static final int MAX_TRIES = 10;
    private static final String ABSENT = "attribute_not_exists(pk)";

    private final Dynamo dynamo;
    private final String table;

    private final Clock clock;

    private DynamoAccountStore(DynamoDbClient client, TableDesign design, Clock clock) {
        dynamo = new Dynamo(client);
        this.clock = clock;
        table = design.accounts();
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoAccountStore open(DynamoDbClient client, String tablePrefix, boolean create, Clock clock) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoAccountStore(client, design, clock);
    }

    @Override
    public boolean isEmpty() {
        return dynamo.get(table, FIRST, TableDesign.ALONE).isEmpty();
    }

    @Override
    public boolean addFirst(User user) {
        return add(user, ABSENT);
    }

    @Override
    public boolean add(User user) {
        return add(user, null);
    }

    @Override
    public Optional<User> findUserByEmail(String email) {
        return dynamo.get(table, TableDesign.email(email), TableDesign.ALONE)
                .flatMap(item -> findUser(new Owner(s(item, "fleet"), s(item, "user"))));
    }

    @Override
    public Optional<User> findUser(Owner owner) {
        return dynamo.get(table, TableDesign.users(owner.fleetId()), owner.userId())
                .map(AccountItems::user);
    }

    @Override
    public boolean change(User user) {
        try {
            dynamo.call(it -> it.updateItem(request -> request.tableName(table)
                    .key(Dynamo.key(TableDesign.users(user.fleetId()), user.id()))
                    .conditionExpression("attribute_exists(pk)")
                    .updateExpression("SET #name = :name, #zone = :zone, #locale = :locale")
                    .expressionAttributeNames(Map.of("#name", "name", "#zone", "zone", "#locale", "locale"))
                    .expressionAttributeValues(Map.of(
                            ":name", s(user.name()),
                            ":zone", s(user.timeZone().getId()),
                            ":locale", s(user.locale().toLanguageTag())))));
            return true;
        } catch (ConditionalCheckFailedException unknown) {
            return false;
        }
    }

    @Override
    public Page<User> listUsers(String fleetId, int limit, Optional<String> after) {
        return page(Dynamo.after(table, TableDesign.users(fleetId), after.orElse(" ")), limit, AccountItems::user);
    }

    @Override
    public void add(Device device, Credential.DeviceToken token) {
        DeviceKey key = device.key();
        Map<String, AttributeValue> byId = Dynamo.item(TableDesign.deviceById(key.deviceId()), TableDesign.ALONE);
        byId.put("fleet", s(key.fleetId()));
        Map<String, AttributeValue> inFleet = AccountItems.item(TableDesign.devices(key.fleetId()), device);
        inFleet.put("token", s(token.hash()));
        boolean added = dynamo.transact(List.of(
                put(byId, ABSENT),
                put(inFleet, ABSENT),
                put(AccountItems.item(TableDesign.activeDevices(key.owner()), device), null),
                put(AccountItems.item(token), null)));
        if (!added) {
            throw new IllegalArgumentException("a device with this id exists: " + key.deviceId());
        }
    }

    @Override
    public boolean replaceToken(Credential.DeviceToken token) {
        DeviceKey key = token.device();
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Optional<Map<String, AttributeValue>> active =
                    find(key).filter(item -> s(item, "state").equals(Device.State.ACTIVE.name()));
            if (active.isEmpty()) {
                return false;
            }
            String old = s(active.get(), "token");
            List<TransactWriteItem> writes = new ArrayList<>(toldVoid(old));
            writes.add(update(
                    "SET #token = :new",
                    "#token = :old AND #state = :active",
                    TableDesign.devices(key.fleetId()),
                    key.deviceId(),
                    Map.of("#token", "token", "#state", "state"),
                    Map.of(":new", s(token.hash()), ":old", s(old), ":active", s(Device.State.ACTIVE.name()))));
            writes.add(put(AccountItems.item(token), null));
            if (dynamo.transact(writes)) {
                return true;
            }
        }
        throw contended();
    }

    @Override
    public Optional<Device> findDevice(String fleetId, String deviceId) {
        return dynamo.get(table, TableDesign.devices(fleetId), deviceId).map(AccountItems::device);
    }

    @Override
    public Optional<Device> findDevice(String deviceId) {
        return dynamo.get(table, TableDesign.deviceById(deviceId), TableDesign.ALONE)
                .flatMap(item -> findDevice(s(item, "fleet"), deviceId));
    }

    @Override
    public Page<Device> listDevices(Owner owner, int limit, Optional<String> after) {
        return page(
                Dynamo.after(table, TableDesign.activeDevices(owner), after.orElse(" ")), limit, AccountItems::device);
    }

    @Override
    public Page<Device> listDevices(String fleetId, int limit, Optional<String> after) {
        QueryRequest all = Dynamo.after(table, TableDesign.devices(fleetId), after.orElse(" "));
        Map<String, AttributeValue> values = new HashMap<>(all.expressionAttributeValues());
        values.put(":active", s(Device.State.ACTIVE.name()));
        return page(
                all.toBuilder()
                        .filterExpression("#state = :active")
                        .expressionAttributeNames(Map.of("#state", "state"))
                        .expressionAttributeValues(values)
                        .build(),
                limit,
                AccountItems::device);
    }

    /** Nothing but the name, so that a token or a removal that comes at the same time stays as it is. */
    @Override
    public void rename(DeviceKey key, String name) {
        // False where the device is not active, or not the owner's: nothing is done then, and the order of a removal
        // counts.
        boolean unused = dynamo.transact(List.of(
                update(
                        "SET #name = :name",
                        "#state = :active AND #user = :user",
                        TableDesign.devices(key.fleetId()),
                        key.deviceId(),
                        Map.of("#name", "name", "#state", "state", "#user", "user"),
                        Map.of(
                                ":name", s(name),
                                ":active", s(Device.State.ACTIVE.name()),
                                ":user", s(key.userId()))),
                update(
                        "SET #name = :name",
                        "attribute_exists(pk)",
                        TableDesign.activeDevices(key.owner()),
                        key.deviceId(),
                        Map.of("#name", "name"),
                        Map.of(":name", s(name)))));
    }

    @Override
    public void remove(DeviceKey key, Device.State state) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            if (removed(key, state)) {
                return;
            }
        }
        throw contended();
    }

    /** False, and nothing done, where the device changed or another token became void meanwhile. */
    private boolean removed(DeviceKey key, Device.State state) {
        Optional<Map<String, AttributeValue>> found =
                find(key).filter(item -> !s(item, "state").equals(Device.State.ERASED.name()));
        if (found.isEmpty()) {
            return true;
        }
        AttributeValue before = s(s(found.get(), "state"));
        AttributeValue token = s(s(found.get(), "token"));
        List<TransactWriteItem> writes = new ArrayList<>(toldVoid(token.s()));
        writes.add(update(
                "SET #state = :after",
                "#token = :token AND #state = :before",
                TableDesign.devices(key.fleetId()),
                key.deviceId(),
                Map.of("#token", "token", "#state", "state"),
                Map.of(":after", s(state.name()), ":token", token, ":before", before)));
        writes.add(delete(TableDesign.activeDevices(key.owner()), key.deviceId()));
        return dynamo.transact(writes);
    }

    /** The device's item, where it is the owner's. */
    private Optional<Map<String, AttributeValue>> find(DeviceKey key) {
        return dynamo.get(table, TableDesign.devices(key.fleetId()), key.deviceId())
                .filter(item -> s(item, "user").equals(key.userId()));
    }

    /** Makes a device token void and tells the other instances; not done where another became void meanwhile. */
    private List<TransactWriteItem> toldVoid(String hash) {
        long number = newestVoid() + 1;
        Map<String, AttributeValue> newest = Dynamo.item(VOID_TOKENS, NEWEST);
        newest.put("n", Dynamo.n(number));
        Map<String, AttributeValue> told = Dynamo.item(VOID_TOKENS, TableDesign.voidToken(number));
        told.put("hash", s(hash));
        told.put("expires", Dynamo.n(clock.instant().plus(VOID_TOLD).getEpochSecond()));
        return List.of(
                delete(TableDesign.credential(hash), TableDesign.ALONE),
                put(newest, null),
                // One number after the other, none seen before the one below it: who asked on from one misses none.
                put(told, ABSENT));
    }

    private static StoreUnavailableException contended() {
        return new StoreUnavailableException("tokens become void faster than it can be told", null);
    }

    @Override
    public VoidTokens voidTokens(Optional<String> cursor) {
        long newest = newestVoid();
        if (cursor.isEmpty() || Long.parseLong(cursor.get()) >= newest) {
            return new VoidTokens(Long.toString(newest), List.of());
        }
        return new VoidTokens(
                Long.toString(newest),
                dynamo
                        .query(Dynamo.between(
                                table,
                                VOID_TOKENS,
                                TableDesign.voidToken(Long.parseLong(cursor.get()) + 1),
                                TableDesign.voidToken(newest)))
                        .stream()
                        .map(item -> s(item, "hash"))
                        .toList());
    }

    /** Number of the token that became void last; 0 where none did. */
    private long newestVoid() {
        return dynamo.get(table, VOID_TOKENS, NEWEST)
                .map(item -> Dynamo.n(item, "n"))
                .orElse(0L);
    }

    @Override
    public void add(Credential credential) {
        dynamo.put(table, AccountItems.item(credential));
    }

    @Override
    public Optional<Credential> findCredential(String hash) {
        return dynamo.get(table, TableDesign.credential(hash), TableDesign.ALONE)
                .map(AccountItems::credential);
    }

    @Override
    public void removeCredential(String hash) {
        dynamo.call(it -> it.deleteItem(
                request -> request.tableName(table).key(Dynamo.key(TableDesign.credential(hash), TableDesign.ALONE))));
    }

    private boolean add(User user, @Nullable String conditionOfFirst) {
        Map<String, AttributeValue> email = Dynamo.item(TableDesign.email(user.email()), TableDesign.ALONE);
        email.put("fleet", s(user.fleetId()));
        email.put("user", s(user.id()));
        return dynamo.transact(List.of(
                put(Dynamo.item(FIRST, TableDesign.ALONE), conditionOfFirst),
                put(email, ABSENT),
                put(AccountItems.item(user), ABSENT)));
    }

    private <T> Page<T> page(QueryRequest query, int limit, Function<Map<String, AttributeValue>, T> of) {
        List<Map<String, AttributeValue>> items =
                dynamo.query(query.toBuilder().limit(limit + 1).build(), (found, last) -> found.size() > limit);
        return new Page<>(
                items.stream().limit(limit).map(of).toList(),
                items.size() > limit ? Optional.of(s(items.get(limit - 1), "sk")) : Optional.empty());
    }

    private TransactWriteItem put(Map<String, AttributeValue> item, @Nullable String condition) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(item).conditionExpression(condition))
                .build();
    }

    private TransactWriteItem update(
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

    private TransactWriteItem delete(String pk, String sk) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table).key(Dynamo.key(pk, sk)))
                .build();
    }
}
