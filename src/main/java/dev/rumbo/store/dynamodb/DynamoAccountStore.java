package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.LinkedIdentity;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.VoidTokens;
import java.time.Clock;
import java.time.Instant;
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
    private static final int MAX_TRIES = 10;
    private static final String ABSENT = "attribute_not_exists(pk)";

    private static final int DEVICES_AT_ONCE = 500;

    private final Dynamo dynamo;
    private final String table;
    private final TableWrites writes;
    private final Credentials credentials;
    private final Identities identities;
    private final Access access;

    private DynamoAccountStore(DynamoDbClient client, TableDesign design, Clock clock) {
        dynamo = new Dynamo(client);
        table = design.accounts();
        writes = new TableWrites(table);
        credentials = new Credentials(dynamo, table, clock);
        identities = new Identities(dynamo, table);
        access = new Access(dynamo, table);
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
    public boolean changeAccess(Owner owner, Role role, boolean active) {
        return access.change(owner, role, active);
    }

    @Override
    public boolean changePassword(Owner owner, String before, String after) {
        return dynamo.transact(List.of(changed(owner, "password", before, after, "")));
    }

    @Override
    public boolean changeEmail(Owner owner, String before, String after) {
        if (before.equals(after)) {
            return findUser(owner).filter(user -> user.email().equals(before)).isPresent();
        }
        return dynamo.transact(List.of(
                changed(owner, "email", before, after, ", choseEmail = :after"),
                writes.put(AccountItems.address(after, owner), ABSENT),
                writes.delete(TableDesign.email(before), TableDesign.ALONE)));
    }

    /** That they chose it, once it is there, stays. */
    @Override
    public boolean choseEmail(Owner owner) {
        return dynamo.get(table, TableDesign.users(owner.fleetId()), owner.userId())
                .filter(item -> item.containsKey("choseEmail"))
                .isPresent();
    }

    private TransactWriteItem changed(Owner owner, String attribute, String before, String after, String more) {
        return writes.update(
                "SET #it = :after" + more,
                "#it = :before",
                TableDesign.users(owner.fleetId()),
                owner.userId(),
                Map.of("#it", attribute),
                Map.of(":before", s(before), ":after", s(after)));
    }

    @Override
    public boolean link(LinkedIdentity identity) {
        return identities.link(identity);
    }

    @Override
    public Optional<User> findUserByIdentity(String hash) {
        return identities.findOwner(hash).flatMap(this::findUser);
    }

    @Override
    public Optional<LinkedIdentity> findIdentity(Owner owner) {
        return identities.find(owner);
    }

    @Override
    public void unlink(Owner owner) {
        identities.unlink(owner);
    }

    @Override
    public Page<User> listUsers(String fleetId, int limit, Optional<String> after) {
        return page(Dynamo.after(table, TableDesign.users(fleetId), after.orElse(" ")), limit, AccountItems::user);
    }

    @Override
    public void add(Device device, Credential.DeviceToken token) {
        DeviceKey key = device.key();
        Map<String, AttributeValue> inFleet = AccountItems.item(TableDesign.devices(key.fleetId()), device);
        inFleet.put("token", s(token.hash()));
        boolean added = dynamo.transact(List.of(
                writes.put(AccountItems.fleetOf(device), ABSENT),
                writes.put(inFleet, ABSENT),
                writes.put(AccountItems.item(TableDesign.activeDevices(key.owner()), device), null),
                writes.put(AccountItems.item(token), null)));
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
            List<TransactWriteItem> all = new ArrayList<>(credentials.madeVoid(old));
            all.add(writes.update(
                    "SET #token = :new",
                    "#token = :old AND #state = :active",
                    TableDesign.devices(key.fleetId()),
                    key.deviceId(),
                    Map.of("#token", "token", "#state", "state"),
                    Map.of(":new", s(token.hash()), ":old", s(old), ":active", s(Device.State.ACTIVE.name()))));
            all.add(writes.put(AccountItems.item(token), null));
            if (dynamo.transact(all)) {
                return true;
            }
        }
        throw Credentials.contended();
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
    public Page<Device> listEveryDevice(Owner owner, int limit, Optional<String> after) {
        return page(devicesWith(owner.fleetId(), after, "user", owner.userId()), limit, AccountItems::device);
    }

    @Override
    public void forget(Owner owner) {
        Optional<String> after = Optional.empty();
        do {
            Page<Device> page = listEveryDevice(owner, DEVICES_AT_ONCE, after);
            page.items().forEach(device -> forgetName(device.key()));
            after = page.next();
        } while (after.isPresent());
        identities.unlink(owner);
        while (true) {
            Optional<User> user = findUser(owner);
            if (user.isEmpty()
                    || dynamo.transact(List.of(
                            writes.delete(TableDesign.users(owner.fleetId()), owner.userId()),
                            writes.delete(TableDesign.email(user.get().email()), TableDesign.ALONE)))) {
                return;
            }
        }
    }

    private void forgetName(DeviceKey key) {
        // False where it is gone.
        boolean unused = dynamo.transact(List.of(writes.update(
                "SET #name = :name",
                "attribute_exists(pk)",
                TableDesign.devices(key.fleetId()),
                key.deviceId(),
                Map.of("#name", "name"),
                Map.of(":name", s(Device.NAMELESS)))));
    }

    @Override
    public Page<Device> listDevices(String fleetId, int limit, Optional<String> after) {
        return page(devicesWith(fleetId, after, "state", Device.State.ACTIVE.name()), limit, AccountItems::device);
    }

    private QueryRequest devicesWith(String fleetId, Optional<String> after, String attribute, String value) {
        QueryRequest all = Dynamo.after(table, TableDesign.devices(fleetId), after.orElse(" "));
        Map<String, AttributeValue> values = new HashMap<>(all.expressionAttributeValues());
        values.put(":it", s(value));
        return all.toBuilder()
                .filterExpression("#it = :it")
                .expressionAttributeNames(Map.of("#it", attribute))
                .expressionAttributeValues(values)
                .build();
    }

    /** Nothing but the name, so that a token or a removal that comes at the same time stays as it is. */
    @Override
    public void rename(DeviceKey key, String name) {
        // False where the device is not active, or not the owner's: nothing is done then, and the order of a removal
        // counts.
        boolean unused = dynamo.transact(List.of(
                writes.update(
                        "SET #name = :name",
                        "#state = :active AND #user = :user",
                        TableDesign.devices(key.fleetId()),
                        key.deviceId(),
                        Map.of("#name", "name", "#state", "state", "#user", "user"),
                        Map.of(
                                ":name", s(name),
                                ":active", s(Device.State.ACTIVE.name()),
                                ":user", s(key.userId()))),
                writes.update(
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
        throw Credentials.contended();
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
        List<TransactWriteItem> all = new ArrayList<>(credentials.madeVoid(token.s()));
        all.add(writes.update(
                "SET #state = :after",
                "#token = :token AND #state = :before",
                TableDesign.devices(key.fleetId()),
                key.deviceId(),
                Map.of("#token", "token", "#state", "state"),
                Map.of(":after", s(state.name()), ":token", token, ":before", before)));
        all.add(writes.delete(TableDesign.activeDevices(key.owner()), key.deviceId()));
        return dynamo.transact(all);
    }

    /** The device's item, where it is the owner's. */
    private Optional<Map<String, AttributeValue>> find(DeviceKey key) {
        return dynamo.get(table, TableDesign.devices(key.fleetId()), key.deviceId())
                .filter(item -> s(item, "user").equals(key.userId()));
    }

    @Override
    public VoidTokens voidTokens(Optional<String> cursor) {
        return credentials.told(cursor);
    }

    @Override
    public void add(Credential credential) {
        credentials.add(credential);
    }

    @Override
    public Optional<Credential> findCredential(String hash) {
        return credentials.find(hash);
    }

    @Override
    public Optional<Credential.OfUser> findCredential(Owner owner, Credential.Kind kind, String id) {
        return credentials.find(owner, kind, id);
    }

    @Override
    public Page<CredentialUse> listCredentials(Owner owner, Credential.Kind kind, int limit, Optional<String> after) {
        return credentials.list(owner, kind, limit, after);
    }

    @Override
    public void used(Credential.OfUser credential, Instant at) {
        credentials.used(credential, at);
    }

    @Override
    public void removeCredential(String hash) {
        credentials.remove(hash);
    }

    private boolean add(User user, @Nullable String conditionOfFirst) {
        return dynamo.transact(List.of(
                writes.put(Dynamo.item(FIRST, TableDesign.ALONE), conditionOfFirst),
                writes.put(AccountItems.address(user.email(), user.owner()), ABSENT),
                writes.put(AccountItems.item(user), ABSENT)));
    }

    private <T> Page<T> page(QueryRequest query, int limit, Function<Map<String, AttributeValue>, T> of) {
        List<Map<String, AttributeValue>> items =
                dynamo.query(query.toBuilder().limit(limit + 1).build(), (found, last) -> found.size() > limit);
        return new Page<>(
                items.stream().limit(limit).map(of).toList(),
                items.size() > limit ? Optional.of(s(items.get(limit - 1), "sk")) : Optional.empty());
    }
}
