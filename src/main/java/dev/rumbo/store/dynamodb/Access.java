package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Roles of users, and whether they may log in. Whoever takes the rights of an administrator requires in the same transaction that
 * another one stays; two who take them from each other touch the same two items, so that one of them comes too late.
 */
final class Access {

    private static final int MAX_TRIES = 10;
    private static final Map<String, String> NAMES = Map.of("#role", "role", "#active", AccountItems.ACTIVE);

    private final Dynamo dynamo;
    private final String table;

    Access(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** False, and nothing done, where there is no such user or nobody would be left who administers the fleet. */
    boolean change(Owner owner, Role role, boolean active) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Optional<User> before = dynamo.get(table, TableDesign.users(owner.fleetId()), owner.userId())
                    .map(AccountItems::user);
            if (before.isEmpty()) {
                return false;
            }
            List<TransactWriteItem> all = new ArrayList<>(List.of(changed(before.get(), role, active)));
            if (administers(before.get()) && !(active && role.administers())) {
                Optional<User> another = another(owner);
                if (another.isEmpty()) {
                    return false;
                }
                all.add(unchanged(another.get()));
            }
            if (dynamo.transact(all)) {
                return true;
            }
        }
        throw Credentials.contended();
    }

    private static boolean administers(User user) {
        return user.active() && user.role().administers();
    }

    private Optional<User> another(Owner owner) {
        return dynamo.query(Dynamo.after(table, TableDesign.users(owner.fleetId()), " ")).stream()
                .map(AccountItems::user)
                .filter(user -> administers(user) && !user.owner().equals(owner))
                .findFirst();
    }

    private TransactWriteItem changed(User user, Role role, boolean active) {
        Map<String, AttributeValue> values = new HashMap<>(values(user));
        values.put(":role", s(role.name()));
        values.put(":active", AttributeValue.fromBool(active));
        return new TableWrites(table)
                .update(
                        "SET #role = :role, #active = :active",
                        condition(user),
                        TableDesign.users(user.fleetId()),
                        user.id(),
                        NAMES,
                        values);
    }

    private TransactWriteItem unchanged(User user) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(Dynamo.key(TableDesign.users(user.fleetId()), user.id()))
                        .conditionExpression(condition(user))
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(values(user)))
                .build();
    }

    /** That role and access are still what they were. */
    private static String condition(User user) {
        return user.active()
                // Absent in those from before access could end.
                ? "#role = :before AND (#active = :activeBefore OR attribute_not_exists(#active))"
                : "#role = :before AND #active = :activeBefore";
    }

    private static Map<String, AttributeValue> values(User user) {
        return Map.of(
                ":before", s(user.role().name()),
                ":activeBefore", AttributeValue.fromBool(user.active()));
    }
}
