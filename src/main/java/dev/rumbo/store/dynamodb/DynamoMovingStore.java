package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.ShareUse;
import dev.rumbo.accounts.User;
import dev.rumbo.store.MovingStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What a move needs of DynamoDB. */
public final class DynamoMovingStore implements MovingStore {

    /** What says something of these tables and of the instances that share them. */
    private static final Set<String> OWN =
            Set.of(TableDesign.DOOR, TableDesign.INSTANCES, Credentials.VOID_TOKENS, TableDesign.SCALING);

    /** Of partitions that begin with a letter and name a fleet next. */
    private static final Set<String> OF_FLEET =
            Set.of("U", "D", "A", "K", "R", "J", "P", "Q", "W", "M", "Z", "S", "B", "G");

    private final Dynamo dynamo;
    private final TableDesign design;

    private DynamoMovingStore(Dynamo dynamo, TableDesign design) {
        this.dynamo = dynamo;
        this.design = design;
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoMovingStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoMovingStore(new Dynamo(client), design);
    }

    @Override
    public Door door() {
        return dynamo.get(design.accounts(), TableDesign.DOOR, TableDesign.ALONE)
                .map(item -> Door.valueOf(s(item, "state")))
                .orElse(Door.OPEN);
    }

    @Override
    public void put(Door door) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.DOOR, TableDesign.ALONE);
        item.put("state", s(door.name()));
        dynamo.put(design.accounts(), item);
    }

    /** Reads the keys of all accounts. */
    @Override
    public List<String> fleets() {
        Set<String> fleets = new TreeSet<>();
        for (Map<String, AttributeValue> key : dynamo.scanKeys(design.accounts())) {
            String[] parts = s(key, "pk").split("#", -1);
            if (parts.length > 1 && OF_FLEET.contains(parts[0])) {
                fleets.add(parts[1]);
            }
        }
        return List.copyOf(fleets);
    }

    @Override
    public List<HeldDevice> devices(String fleetId) {
        return dynamo.query(Dynamo.after(design.accounts(), TableDesign.devices(fleetId), " ")).stream()
                .map(this::held)
                .toList();
    }

    /** One that was removed still names the token that it had. */
    private HeldDevice held(Map<String, AttributeValue> item) {
        Device device = AccountItems.device(item);
        return new HeldDevice(
                device,
                device.state() == Device.State.ACTIVE && item.containsKey("token")
                        ? Optional.of(s(item, "token"))
                        : Optional.empty());
    }

    @Override
    public void put(HeldDevice held) {
        Device device = held.device();
        DeviceKey key = device.key();
        List<Map<String, AttributeValue>> all = new ArrayList<>();
        Map<String, AttributeValue> inFleet = AccountItems.item(TableDesign.devices(key.fleetId()), device);
        // Every device has one here, void or not.
        inFleet.put("token", s(held.tokenHash().orElse("-")));
        all.add(inFleet);
        all.add(AccountItems.fleetOf(device));
        if (device.state() == Device.State.ACTIVE) {
            all.add(AccountItems.item(TableDesign.activeDevices(key.owner()), device));
        }
        held.tokenHash().ifPresent(hash -> all.add(AccountItems.item(new Credential.DeviceToken(hash, key))));
        put(all);
    }

    @Override
    public void put(ShareUse use) {
        Map<String, AttributeValue> item = DynamoShareStore.item(use.share());
        item.put("views", n(use.views()));
        use.lastViewAt().ifPresent(at -> item.put("viewed", n(at.toEpochMilli())));
        put(List.of(item, DynamoShareStore.byHash(use.share())));
    }

    @Override
    public void put(CredentialUse use) {
        put(List.of(AccountItems.item(use.credential()), AccountItems.listed(use.credential(), use.usedAt())));
    }

    @Override
    public void markEmailChosen(User user) {
        dynamo.transact(List.of(new TableWrites(design.accounts())
                .update(
                        "SET choseEmail = :email",
                        "#email = :email",
                        TableDesign.users(user.fleetId()),
                        user.id(),
                        Map.of("#email", "email"),
                        Map.of(":email", s(user.email())))));
    }

    private void put(List<Map<String, AttributeValue>> items) {
        dynamo.writeAll(
                design.accounts(),
                items.stream()
                        .map(item -> WriteRequest.builder()
                                .putRequest(put -> put.item(item))
                                .build())
                        .toList());
    }

    @Override
    public void clear(Collection<DeviceKey> devices) {
        for (DeviceKey device : devices) {
            delete(
                    design.tracks(),
                    dynamo.query(Dynamo.after(design.tracks(), TableDesign.imports(device), " ").toBuilder()
                            .projectionExpression("pk, sk")
                            .build()));
        }
        delete(design.setAside(), dynamo.scanKeys(design.setAside()));
        delete(
                design.accounts(),
                dynamo.scanKeys(design.accounts()).stream()
                        .filter(key -> !OWN.contains(s(key, "pk")))
                        .toList());
    }

    private void delete(String table, List<Map<String, AttributeValue>> keys) {
        dynamo.writeAll(
                table,
                keys.stream()
                        .map(key -> WriteRequest.builder()
                                .deleteRequest(DeleteRequest.builder().key(key).build())
                                .build())
                        .toList());
    }
}
