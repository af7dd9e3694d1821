package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.Scope;
import dev.rumbo.accounts.User;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Users, devices and credentials as items, and back. */
final class AccountItems {

    /** What expired stays as long as this, so that its end can be told from what never was. */
    private static final Duration AFTER_EXPIRY = Duration.ofDays(1);

    /** Of sessions that do not say when they began. */
    private static final Duration FIRST_LIFETIME = Duration.ofDays(30);

    static final String ACTIVE = "active";

    private AccountItems() {}

    static Map<String, AttributeValue> item(User user) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.users(user.fleetId()), user.id());
        item.put("fleet", s(user.fleetId()));
        item.put("email", s(user.email()));
        item.put("name", s(user.name()));
        item.put("role", s(user.role().name()));
        item.put("zone", s(user.timeZone().getId()));
        item.put("locale", s(user.locale().toLanguageTag()));
        item.put("password", s(user.passwordHash()));
        item.put(ACTIVE, AttributeValue.fromBool(user.active()));
        return item;
    }

    /** Whose an e-mail address is. */
    static Map<String, AttributeValue> address(String email, Owner owner) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.email(email), TableDesign.ALONE);
        putOwner(item, owner);
        return item;
    }

    static User user(Map<String, AttributeValue> item) {
        return new User(
                s(item, "fleet"),
                s(item, "sk"),
                s(item, "email"),
                s(item, "name"),
                Role.valueOf(s(item, "role")),
                ZoneId.of(s(item, "zone")),
                Locale.forLanguageTag(s(item, "locale")),
                s(item, "password"),
                // Absent in those from before access could end.
                !item.containsKey(ACTIVE) || item.get(ACTIVE).bool());
    }

    static Map<String, AttributeValue> item(String pk, Device device) {
        Map<String, AttributeValue> item = Dynamo.item(pk, device.key().deviceId());
        putOwner(item, device.key().owner());
        item.put("name", s(device.name()));
        item.put("created", s(device.createdAt().toString()));
        item.put("state", s(device.state().name()));
        return item;
    }

    /** By which the fleet of a device is found. */
    static Map<String, AttributeValue> fleetOf(Device device) {
        Map<String, AttributeValue> item =
                Dynamo.item(TableDesign.deviceById(device.key().deviceId()), TableDesign.ALONE);
        item.put("fleet", s(device.key().fleetId()));
        return item;
    }

    static Device device(Map<String, AttributeValue> item) {
        return new Device(
                new DeviceKey(s(item, "fleet"), s(item, "user"), s(item, "sk")),
                s(item, "name"),
                Instant.parse(s(item, "created")),
                Device.State.valueOf(s(item, "state")));
    }

    /** Holds unless the device was erased. */
    static TransactWriteItem requireNotErased(String table, DeviceKey device) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(Dynamo.key(TableDesign.devices(device.fleetId()), device.deviceId()))
                        .conditionExpression("attribute_not_exists(pk) OR #state <> :erased")
                        .expressionAttributeNames(Map.of("#state", "state"))
                        .expressionAttributeValues(Map.of(":erased", s(Device.State.ERASED.name()))))
                .build();
    }

    /** Holds unless the owner has another time zone. */
    static TransactWriteItem requireZone(String table, Owner owner, ZoneId zone) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(Dynamo.key(TableDesign.users(owner.fleetId()), owner.userId()))
                        .conditionExpression("attribute_not_exists(pk) OR #zone = :zone")
                        .expressionAttributeNames(Map.of("#zone", "zone"))
                        .expressionAttributeValues(Map.of(":zone", s(zone.getId()))))
                .build();
    }

    static boolean isErased(Dynamo dynamo, String table, DeviceKey device) {
        return dynamo.get(table, TableDesign.devices(device.fleetId()), device.deviceId())
                .filter(item -> s(item, "state").equals(Device.State.ERASED.name()))
                .isPresent();
    }

    static Map<String, AttributeValue> item(Credential credential) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.credential(credential.hash()), TableDesign.ALONE);
        item.put("hash", s(credential.hash()));
        if (credential instanceof Credential.DeviceToken token) {
            item.put("kind", s("device"));
            putOwner(item, token.device().owner());
            item.put("device", s(token.device().deviceId()));
        } else {
            putUsers(item, (Credential.OfUser) credential);
        }
        return item;
    }

    /** As it stands among the others of its user. */
    static Map<String, AttributeValue> listed(Credential.OfUser credential, Optional<Instant> usedAt) {
        Map<String, AttributeValue> item = Dynamo.item(
                TableDesign.credentials(credential.owner()),
                TableDesign.credentialOfUser(credential.kind(), credential.id()));
        item.put("hash", s(credential.hash()));
        putUsers(item, credential);
        usedAt.ifPresent(at -> item.put("used", s(at.toString())));
        return item;
    }

    private static void putUsers(Map<String, AttributeValue> item, Credential.OfUser credential) {
        putOwner(item, credential.owner());
        item.put("id", s(credential.id()));
        item.put("created", s(credential.createdAt().toString()));
        credential.end().ifPresent(end -> {
            item.put("until", s(end.toString()));
            item.put("expires", n(end.plus(AFTER_EXPIRY).getEpochSecond()));
        });
        if (credential instanceof Credential.AccessToken token) {
            item.put("kind", s("access"));
            item.put("name", s(token.name()));
            item.put("scope", s(token.scope().name()));
        } else if (credential instanceof Credential.Session session) {
            item.put("kind", s("session"));
            item.put("browser", s(session.browser()));
        }
    }

    static Credential credential(Map<String, AttributeValue> item) {
        return s(item, "kind").equals("device")
                ? new Credential.DeviceToken(
                        s(item, "hash"), new DeviceKey(s(item, "fleet"), s(item, "user"), s(item, "device")))
                : ofUser(item);
    }

    static CredentialUse use(Map<String, AttributeValue> item) {
        return new CredentialUse(ofUser(item), instant(item, "used"));
    }

    /** Sessions from before they were listed go by their hash, and began 30 days before their end. */
    private static Credential.OfUser ofUser(Map<String, AttributeValue> item) {
        Owner owner = new Owner(s(item, "fleet"), s(item, "user"));
        String hash = s(item, "hash");
        String id = item.containsKey("id") ? s(item, "id") : hash;
        return switch (s(item, "kind")) {
            case "access" ->
                new Credential.AccessToken(
                        hash,
                        id,
                        s(item, "name"),
                        owner,
                        Instant.parse(s(item, "created")),
                        instant(item, "until"),
                        item.containsKey("scope") ? Scope.valueOf(s(item, "scope")) : Scope.ALL);
            case "session" -> {
                Instant until = Instant.parse(s(item, "until"));
                yield new Credential.Session(
                        hash,
                        id,
                        owner,
                        instant(item, "created").orElse(until.minus(FIRST_LIFETIME)),
                        until,
                        item.containsKey("browser") ? s(item, "browser") : "");
            }
            default -> throw new IllegalStateException("a credential of unknown kind " + s(item, "kind"));
        };
    }

    private static Optional<Instant> instant(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name) ? Optional.of(Instant.parse(s(item, name))) : Optional.empty();
    }

    private static void putOwner(Map<String, AttributeValue> item, Owner owner) {
        item.put("fleet", s(owner.fleetId()));
        item.put("user", s(owner.userId()));
    }
}
