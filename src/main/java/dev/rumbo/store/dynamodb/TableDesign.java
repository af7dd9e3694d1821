package dev.rumbo.store.dynamodb;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import java.time.LocalDate;
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
 * T#fleet#user#device           H                      head: version, first and last position, overlay
 *                               C{first}.{version}.n   chunk: positions that span an hour at most; written once
 *                               S{start}               segment, or that there is none any more
 *                               D{date}                totals of a local day, or that there are none any more
 *                               G{nonce}.{part}        an overlay too large for the head
 * F#fleet                       device                 that the device ever reported, and whose it is
 * O#fleet#user                  device                 the same
 * </pre>
 *
 * The head carries an <em>overlay</em>: what the last updates changed and the other items do not say yet. An update is one
 * conditional write of the head with the overlay that follows from it, so it is whole or not at all without a transaction;
 * readers lay the overlay over what they find. Before the overlay outgrows a write unit it is <em>folded</em>: what readers
 * see already is written into items of its own, which changes nothing for them and may be done twice, and the next head
 * leaves it out. Items state the version whose overlay they come from: a fold by an instance that lost the device does not
 * replace a newer one, and a reader that meets a version above its head's reads again. An update beyond {@link
 * #MAX_INLINE_BYTES} lies in {@code G} items first, invisible until the head names them, then is folded at once.
 *
 * <ul>
 *   <li>Update: 1 consistent read unit, 1 write unit; a fold each 50 to 70 positions adds 1 for the chunk, and 1 for each
 *       segment and day that ended since. First update of a device: 7 more.
 *   <li>Positions, segments, totals of a span: 1 read unit for the head, then 1 for each 4 KB, about 350 positions.
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
 * R#fleet                       {version}              rules of the fleet
 * R#fleet                       NEWEST                 number of the newest version
 * J#fleet                       job                    job; gone three months after its end
 * OPEN                          job                    that it is not finished, and whose it is
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

    /** The head stays within one write unit of 1,024 bytes with this much overlay. */
    static final int OVERLAY_BYTES = 760;

    /** Eight write units at once are still cheaper than writing twice. */
    static final int MAX_INLINE_BYTES = 8_000;

    /** An item may have 400 KB. */
    static final int MAX_PART_BYTES = 350_000;

    /** A span of positions begins to be read this much earlier, and no chunk may be longer. */
    static final long CHUNK_MILLIS = 3_600_000;

    static final String HEAD = "H";
    static final String CHUNK = "C";
    static final String SEGMENT = "S";
    static final String TOTALS = "D";
    static final String PART = "G";

    /** For items that are alone in their partition. */
    static final String ALONE = "-";

    /** Days of four-digit years sort as their texts do. */
    private static final LocalDate FIRST_DAY = LocalDate.of(0, 1, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private static final long MAX_MILLIS = 0xffff_ffff_ffffL;

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

    static String reported(String fleetId) {
        return join("F", fleetId);
    }

    static String reported(Owner owner) {
        return join("O", owner.fleetId(), owner.userId());
    }

    /** @param from index of the first position in the overlay: more positions than a chunk takes may have one time */
    static String chunk(long firstMillis, long version, int from) {
        return chunksFrom(firstMillis) + '.' + Long.toString(version, Character.MAX_RADIX) + '.' + from;
    }

    static long chunkVersion(String sortKey) {
        return Long.parseLong(
                sortKey.substring(sortKey.indexOf('.') + 1, sortKey.lastIndexOf('.')), Character.MAX_RADIX);
    }

    static long chunkStart(String sortKey) {
        return Long.parseLong(sortKey.substring(CHUNK.length(), sortKey.indexOf('.')), 16);
    }

    /** Before every chunk that starts at {@code millis} or later, and after every other. */
    static String chunksFrom(long millis) {
        return CHUNK + hex(millis);
    }

    static String segment(long startMillis) {
        return SEGMENT + hex(startMillis);
    }

    static long segmentStart(String sortKey) {
        return Long.parseLong(sortKey.substring(SEGMENT.length()), 16);
    }

    static String totals(LocalDate date) {
        LocalDate atLeast = date.isBefore(FIRST_DAY) ? FIRST_DAY : date;
        return TOTALS + (atLeast.isAfter(LAST_DAY) ? LAST_DAY : atLeast);
    }

    static LocalDate totalsDate(String sortKey) {
        return LocalDate.parse(sortKey.substring(TOTALS.length()));
    }

    static String part(String nonce, int part) {
        return String.format(Locale.ROOT, "%s%s.%04d", PART, nonce, part);
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

    static String rules(String fleetId) {
        return join("R", fleetId);
    }

    static String rulesVersion(int version) {
        return String.format(Locale.ROOT, "%09d", version);
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

    private static String hex(long millis) {
        return String.format(Locale.ROOT, "%012x", Math.max(0, Math.min(millis, MAX_MILLIS)));
    }
}
