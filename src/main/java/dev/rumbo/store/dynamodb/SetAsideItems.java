package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rumbo.store.Page;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.stream.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records that could not be read, by arrival; gone after a month. A record may be larger than an item, hence the parts. */
final class SetAsideItems {

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final String RECORDS = "RECORDS";
    private static final String NO_NAME = "-";

    private final Dynamo dynamo;
    private final String table;
    private final Clock clock;

    SetAsideItems(Dynamo dynamo, TableDesign design, Clock clock) {
        this.dynamo = dynamo;
        this.clock = clock;
        table = design.setAside();
    }

    /** The same record again replaces itself. */
    void put(SetAside setAside) {
        StreamRecord record = setAside.record();
        String name = String.format(
                Locale.ROOT,
                "%015d#%s#%s",
                record.arrivedAt().toEpochMilli(),
                record.shardId(),
                record.sequenceNumber());
        AttributeValue expires = n(clock.instant().plus(RETENTION).getEpochSecond());
        ByteBuffer data = record.data().duplicate();
        int parts = 0;
        while (data.hasRemaining()) {
            byte[] bytes = new byte[Math.min(data.remaining(), TableDesign.MAX_PART_BYTES)];
            data.get(bytes);
            Map<String, AttributeValue> part = Dynamo.item(partition(name), partName(parts++));
            part.put("b", b(bytes));
            part.put("expires", expires);
            dynamo.put(table, part);
        }
        Map<String, AttributeValue> item = Dynamo.item(RECORDS, name);
        item.put("shard", s(record.shardId()));
        item.put("sequence", s(record.sequenceNumber()));
        item.put("arrived", n(record.arrivedAt().toEpochMilli()));
        item.put("key", s(record.partitionKey()));
        item.put("reason", s(setAside.reason()));
        item.put("parts", n(parts));
        item.put("expires", expires);
        dynamo.put(table, item);
    }

    Page<SetAsideEntry> list(int limit, Optional<String> after) {
        List<Map<String, AttributeValue>> items = dynamo.query(
                Dynamo.after(table, RECORDS, after.map(SetAsideItems::name).orElse(" ")).toBuilder()
                        .limit(limit + 1)
                        .build(),
                (found, last) -> found.size() > limit);
        List<SetAsideEntry> page = new ArrayList<>();
        for (Map<String, AttributeValue> item : items.subList(0, Math.min(limit, items.size()))) {
            page.add(entry(item));
        }
        return new Page<>(
                page, items.size() > limit ? Optional.of(page.get(limit - 1).id()) : Optional.empty());
    }

    Optional<SetAsideEntry> find(String id) {
        return dynamo.get(table, RECORDS, name(id)).map(this::entry);
    }

    void remove(String id) {
        String name = name(id);
        dynamo.get(table, RECORDS, name).ifPresent(item -> {
            for (int part = 0; part < n(item, "parts"); part++) {
                delete(partition(name), partName(part));
            }
            delete(RECORDS, name);
        });
    }

    private void delete(String pk, String sk) {
        dynamo.call(it -> it.deleteItem(request -> request.tableName(table).key(Dynamo.key(pk, sk))));
    }

    private SetAsideEntry entry(Map<String, AttributeValue> item) {
        return new SetAsideEntry(
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(s(item, "sk").getBytes(UTF_8)),
                setAside(item));
    }

    /** An id that nobody handed out leads to a name that nothing has. */
    private static String name(String id) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(id), UTF_8);
            return name.isEmpty() ? NO_NAME : name;
        } catch (IllegalArgumentException notAnId) {
            return NO_NAME;
        }
    }

    private SetAside setAside(Map<String, AttributeValue> item) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int part = 0; part < n(item, "parts"); part++) {
            dynamo.get(table, partition(s(item, "sk")), partName(part))
                    .ifPresent(found -> data.writeBytes(
                            SdkBytes.fromByteBuffer(b(found, "b")).asByteArrayUnsafe()));
        }
        return new SetAside(
                new StreamRecord(
                        s(item, "shard"),
                        s(item, "sequence"),
                        Instant.ofEpochMilli(n(item, "arrived")),
                        s(item, "key"),
                        ByteBuffer.wrap(data.toByteArray())),
                s(item, "reason"));
    }

    private static String partition(String name) {
        return "B#" + name;
    }

    private static String partName(int part) {
        return String.format(Locale.ROOT, "%04d", part);
    }
}
