package dev.rumbo.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A batch of which some entries are kept from the service, and its answer as the service gives it for those.
 *
 * @param call name of the batch call
 * @param kept the request without the entries that are not done; null where nothing is done
 * @param failed of PutRecords: for each record whether it is not done
 * @param left of the others: the entries that are not done, by table
 */
record BatchHalf(String call, Map<String, Object> kept, List<Boolean> failed, Map<String, Object> left) {

    private static final Set<String> CALLS = Set.of("PutRecords", "BatchWriteItem", "BatchGetItem");

    static boolean applies(String call) {
        return CALLS.contains(call);
    }

    static BatchHalf of(String call, Map<String, Object> request, Random random) {
        if (call.equals("PutRecords")) {
            return ofRecords(call, request, random);
        }
        Map<String, Object> keptTables = new LinkedHashMap<>();
        Map<String, Object> leftTables = new LinkedHashMap<>();
        object(request.get("RequestItems")).forEach((table, entries) -> {
            List<Object> all =
                    call.equals("BatchGetItem") ? list(object(entries).get("Keys")) : list(entries);
            List<Object> kept = new ArrayList<>();
            List<Object> left = new ArrayList<>();
            all.forEach(entry -> (random.nextBoolean() ? kept : left).add(entry));
            put(keptTables, table, entries, kept);
            put(leftTables, table, entries, left);
        });
        if (keptTables.isEmpty()) {
            return new BatchHalf(call, null, List.of(), leftTables);
        }
        Map<String, Object> keptRequest = new LinkedHashMap<>(request);
        keptRequest.put("RequestItems", keptTables);
        return new BatchHalf(call, keptRequest, List.of(), leftTables);
    }

    private static BatchHalf ofRecords(String call, Map<String, Object> request, Random random) {
        List<Object> kept = new ArrayList<>();
        List<Boolean> failed = new ArrayList<>();
        for (Object entry : list(request.get("Records"))) {
            boolean fails = random.nextBoolean();
            failed.add(fails);
            if (!fails) {
                kept.add(entry);
            }
        }
        Map<String, Object> keptRequest = new LinkedHashMap<>(request);
        keptRequest.put("Records", kept);
        return new BatchHalf(call, kept.isEmpty() ? null : keptRequest, failed, Map.of());
    }

    Map<String, Object> nothingDone() {
        return answer(new LinkedHashMap<>());
    }

    /** @param done the service's answer for what was kept */
    Map<String, Object> answer(Map<String, Object> done) {
        switch (call) {
            case "PutRecords" -> {
                List<Object> successes = done.containsKey("Records") ? list(done.get("Records")) : List.of();
                List<Object> records = new ArrayList<>();
                int next = 0;
                for (boolean fails : failed) {
                    records.add(
                            fails
                                    ? Map.of(
                                            "ErrorCode",
                                            "ProvisionedThroughputExceededException",
                                            "ErrorMessage",
                                            "injected")
                                    : successes.get(next++));
                }
                done.put("Records", records);
                done.put(
                        "FailedRecordCount",
                        records.stream()
                                .filter(record -> object(record).containsKey("ErrorCode"))
                                .count());
            }
            case "BatchWriteItem" -> done.put("UnprocessedItems", left);
            default -> {
                done.putIfAbsent("Responses", new LinkedHashMap<>());
                done.put("UnprocessedKeys", left);
            }
        }
        return done;
    }

    private static void put(Map<String, Object> tables, String table, Object entries, List<Object> some) {
        if (some.isEmpty()) {
            return;
        }
        if (entries instanceof Map<?, ?>) {
            Map<String, Object> keys = new LinkedHashMap<>(object(entries));
            keys.put("Keys", some);
            tables.put(table, keys);
        } else {
            tables.put(table, some);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
