package dev.rumbo.store.dynamodb;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.store.ImportRecord.Effect;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The tables: keys, access patterns and what each costs. Every table has a partition key {@code pk} and a sort key {@code
 * sk}, both strings, no index, and {@code expires} (epoch seconds) as its time to live.
 *
 * <h2>{prefix}-tracks</h2>
 *
 * <pre>
 * pk                            sk
 * T#fleet#user#device           L{number}              entry of the device's log; written once, rewritten where something of it goes
 *                               K{UTC day}             day: its segments, totals and corrections, which entries hold its positions
 * F#fleet                       device                 that the device ever reported, and whose it is
 * O#fleet#user                  device                 the same
 * N#fleet#user#device           R{import}              file that was imported
 * N#fleet#user#device           P{import}#ADDED#{n}    positions that it added; REPLACED, that it removed; RELEASED by the hour,
 *                                                      that a phone sent too, with a number behind it where that is more than an item holds
 * N#fleet#user#device           E{id}                  time of which all was deleted, and until when
 * </pre>
 *
 * An update is one new entry of the log under the condition that its number is free, so it is whole or not at all without a
 * transaction, and two instances cannot both go on from the same entry. The newest entry is the device's head: beside its
 * own positions it holds the device's version, first and last position, and all <em>changes</em> of segments, totals,
 * corrections and whereabouts of positions that the day items do not say yet; readers lay them over the day items. Positions stay in the entry
 * that brought them and are never written twice; those that are removed are named by a later entry, which readers take away from
 * what the entries before it brought. Where an owner deleted what was recorded, or a fleet keeps it no longer, {@link DevicePurge} then takes it out of all of them.
 *
 * <p>Before the changes cost an entry one more write unit they are <em>settled</em>: written into the day items, which
 * alters nothing for readers and may be done twice, and the next entry leaves them out. A day item states the entry up to
 * which it is settled: an instance that lost the device does not replace what was settled later, and a reader that meets a
 * number above its head's reads again. An update beyond {@link #MAX_ENTRY_POSITIONS} or {@link #MAX_PART_BYTES} takes
 * several entries, of which only the last is whole; nobody looks at the others before it is there.
 *
 * <ul>
 *   <li>Update: 1 write unit for a kilobyte, about 100 positions; with trips that end, some 2 more a day for the day items.
 *       No read by the instance that wrote the device last. First update of a device: 11 more.
 *   <li>Segments, totals, corrections, positions of a span: 1 read unit for the head, 1 for some ten days of segments and totals, 1 for
 *       each 4 KB of entries, about 400 positions.
 *   <li>Heads of a fleet or owner: 1 read unit for each 60 devices, then 1 for each.
 * </ul>
 *
 * <h2>{prefix}-accounts</h2>
 *
 * <pre>
 * pk                            sk
 * FIRST                         -                      that a user exists
 * U#fleet                       user                   user
 * E#email                       -                      whose the address is; makes it unique
 * D#fleet                       device                 device, whatever its state, with the hash of its token
 * A#fleet#user                  device                 device, while it is active
 * I#device                      -                      the device's fleet
 * C#hash                        -                      credential; sessions expire
 * K#fleet#user                  S{id}                  session of the user and its last use; T, access token
 * VOID                          V{number}              credential that became void; for a day
 * VOID                          NEWEST                 number of the newest of them
 * R#fleet                       {version}              rules of the fleet
 * R#fleet                       NEWEST                 number of the newest version
 * J#fleet                       job                    job; gone three months after its end
 * P#fleet#user                  place                  place with a name, and what it was before
 * Q#fleet                       -                      what administrators see of the fleet's drivers, and for how long it is kept
 * RETAINING                     fleet                  that it does not keep all
 * Q#fleet#user                  -                      secret of the driver's zones, whether they left the live map
 * Q#fleet#user                  Z{id}                  privacy zone
 * OPEN                          job                    that it is not finished, and whose it is
 * DOOR                          -                      whether an application may work on the tables
 * SCALING                       -                      who counts the shards of the stream, and when it changed them
 * INSTANCES                     worker                 instance that runs, and how the others reach it; gone a day after its last word
 * W#fleet                       invitation             invitation that is open
 * H#hash                        -                      which invitation the hash of its link is of
 * M#fleet#user                  -                      second factor of the user
 * X#hash                        -                      which user an identity of a provider of log-ins is
 * Z#fleet#user                  -                      the hash of the user's identity
 * S#fleet#user                  link                   link that the user shares, and how often it was opened; gone after its end
 * Y#hash                        -                      which link the hash is of; likewise
 * B#fleet#user                  {hour}#kind#viewer#what  who saw what of the user's, counted; gone after 90 days
 * G#fleet                       {time}{random}         event of the audit log; gone after 400 days
 * </pre>
 *
 * <h2>{prefix}-set-aside</h2>
 *
 * <pre>
 * pk                            sk
 * RECORDS                       {arrival}#shard#seq    why, and how many parts the record's bytes have
 * B#{arrival}#shard#seq         {part}                 up to 350 KB of them
 * </pre>
 */
final class TableDesign {

    /** What a write unit pays for. */
    static final int WRITE_UNIT_BYTES = 1_024;

    /** A head that is larger than a read unit pays for gets a small one after it. */
    static final int MAX_HEAD_BYTES = 4_096;

    /** More are split by UTC day, so that reading a day is not reading a year's import. */
    static final int MAX_ENTRY_POSITIONS = 2_000;

    /** An item may have 400 KB. */
    static final int MAX_PART_BYTES = 300_000;

    /** Of one effect of an import, by numbers of six digits; as hours since 1970 they last until 2084. */
    static final int MOST_PARTS = 999_999;

    static final long DAY_MILLIS = 86_400_000;

    /** In the year 2243. */
    static final long MAX_DAY = 99_999;

    static final String IMPORT_PARTS = "P";

    static final String DOOR = "DOOR";
    static final String SCALING = "SCALING";
    static final String INSTANCES = "INSTANCES";

    private static final String ENTRY = "L";
    private static final String DAY = "K";
    private static final long MAX_NUMBER = 0xffff_ffffL;

    /** For items that are alone in their partition. */
    static final String ALONE = "-";

    /** Partition of the fleets that do not keep all. */
    static final String RETAINING = "RETAINING";

    private final String prefix;

    TableDesign(String prefix) {
        this.prefix = prefix;
    }

    String tracks() {
        return prefix + "-tracks";
    }

    String accounts() {
        return prefix + "-accounts";
    }

    String setAside() {
        return prefix + "-set-aside";
    }

    /** Creates the tables that are missing and waits for them. */
    void create(DynamoDbClient client) {
        for (String table : List.of(tracks(), accounts(), setAside())) {
            try {
                client.createTable(request -> request.tableName(table)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(string("pk"), string("sk"))
                        .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
            } catch (ResourceInUseException exists) {
                continue;
            } catch (SdkException failed) {
                throw Dynamo.unavailable(failed);
            }
            client.waiter().waitUntilTableExists(request -> request.tableName(table));
            expireItems(client, table);
        }
    }

    private static void expireItems(DynamoDbClient client, String table) {
        try {
            client.updateTimeToLive(request -> request.tableName(table)
                    .timeToLiveSpecification(ttl -> ttl.attributeName("expires").enabled(true)));
        } catch (DynamoDbException anotherInstanceDidIt) {
            if (!"ValidationException"
                    .equals(anotherInstanceDidIt.awsErrorDetails().errorCode())) {
                throw Dynamo.unavailable(anotherInstanceDidIt);
            }
        }
    }

    private static AttributeDefinition string(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    static String track(DeviceKey device) {
        return join("T", device.fleetId(), device.userId(), device.deviceId());
    }

    static String imports(DeviceKey device) {
        return join("N", device.fleetId(), device.userId(), device.deviceId());
    }

    static String importRecord(String id) {
        return "R" + id;
    }

    static String importPart(String id, String effect, int number) {
        return String.format(Locale.ROOT, "%s%s#%s#%06d", IMPORT_PARTS, id, effect, number);
    }

    /** In the partition of the device's imports, with which it goes. */
    static String erasure(String id) {
        return "E" + id;
    }

    /** @param number counts the items of an hour in which that many positions were released; the first has none in its key */
    static String releasedPart(String id, int hour, int number) {
        String first = importPart(id, Effect.RELEASED.name(), hour);
        return number == 0 ? first : String.format(Locale.ROOT, "%s#%06d", first, number);
    }

    static String reported(String fleetId) {
        return join("F", fleetId);
    }

    static String reported(Owner owner) {
        return join("O", owner.fleetId(), owner.userId());
    }

    /** A number of four thousand million updates fits. */
    static String entry(long number) {
        return String.format(Locale.ROOT, "%s%08x", ENTRY, Math.max(0, Math.min(number, MAX_NUMBER)));
    }

    static long entryNumber(String sortKey) {
        return Long.parseLong(sortKey.substring(ENTRY.length()), 16);
    }

    /** The UTC day, counted from 1970-01-01. */
    static long day(long millis) {
        return inRange(Math.floorDiv(millis, DAY_MILLIS));
    }

    static long inRange(long day) {
        return Math.max(0, Math.min(day, MAX_DAY));
    }

    static String dayItem(long day) {
        return String.format(Locale.ROOT, "%s%05d", DAY, inRange(day));
    }

    static long dayOf(String sortKey) {
        return Long.parseLong(sortKey.substring(DAY.length()));
    }

    static String users(String fleetId) {
        return join("U", fleetId);
    }

    static String email(String email) {
        return join("E", email);
    }

    static String devices(String fleetId) {
        return join("D", fleetId);
    }

    static String activeDevices(Owner owner) {
        return join("A", owner.fleetId(), owner.userId());
    }

    static String deviceById(String deviceId) {
        return join("I", deviceId);
    }

    static String credential(String hash) {
        return join("C", hash);
    }

    static String credentials(Owner owner) {
        return join("K", owner.fleetId(), owner.userId());
    }

    static String credentialOfUser(Credential.Kind kind, String id) {
        return switch (kind) {
            case ACCESS_TOKEN -> "T" + id;
            case SESSION -> "S" + id;
        };
    }

    static String voidToken(long number) {
        return String.format(Locale.ROOT, "V%016x", number);
    }

    static String rules(String fleetId) {
        return join("R", fleetId);
    }

    static String rulesVersion(int version) {
        return String.format(Locale.ROOT, "%09d", version);
    }

    static String places(Owner owner) {
        return join("P", owner.fleetId(), owner.userId());
    }

    static String invitations(String fleetId) {
        return join("W", fleetId);
    }

    static String invitationByHash(String hash) {
        return join("H", hash);
    }

    static String secondFactor(Owner owner) {
        return join("M", owner.fleetId(), owner.userId());
    }

    static String identityByHash(String hash) {
        return join("X", hash);
    }

    static String identity(Owner owner) {
        return join("Z", owner.fleetId(), owner.userId());
    }

    static String shares(Owner owner) {
        return join("S", owner.fleetId(), owner.userId());
    }

    static String views(Owner owner) {
        return join("B", owner.fleetId(), owner.userId());
    }

    static String shareByHash(String hash) {
        return join("Y", hash);
    }

    /** The fleet may be none. */
    static String audit(String fleetId) {
        return join("G", fleetId);
    }

    /** What administrators see of the drivers of a fleet. */
    static String policy(String fleetId) {
        return join("Q", fleetId);
    }

    /** What a driver set for themselves. */
    static String privacy(Owner owner) {
        return join("Q", owner.fleetId(), owner.userId());
    }

    static String jobs(String fleetId) {
        return join("J", fleetId);
    }

    /** Ids are made by Rumbo and hold no separator; a text that does could otherwise name another's partition. */
    static String join(String... parts) {
        for (int i = 1; i < parts.length - 1; i++) {
            if (parts[i].indexOf('#') >= 0) {
                throw new IllegalArgumentException("an id with a #: " + parts[i]);
            }
        }
        return String.join("#", parts);
    }
}
