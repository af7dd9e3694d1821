package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.LinkedIdentity;
import dev.rumbo.accounts.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which identity of a provider opens whose account: an item by the identity and one by the user, both or neither. */
final class Identities {

    private static final String ABSENT = "attribute_not_exists(pk)";
    private static final String PRESENT = "attribute_exists(pk)";

    private final Dynamo dynamo;
    private final String table;
    private final TableWrites writes;

    Identities(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        writes = new TableWrites(table);
    }

    boolean link(LinkedIdentity identity) {
        Owner owner = identity.owner();
        Map<String, AttributeValue> byHash =
                Dynamo.item(TableDesign.identityByHash(identity.hash()), TableDesign.ALONE);
        byHash.put("fleet", s(owner.fleetId()));
        byHash.put("user", s(owner.userId()));
        Map<String, AttributeValue> ofUser = Dynamo.item(TableDesign.identity(owner), TableDesign.ALONE);
        ofUser.put("hash", s(identity.hash()));
        ofUser.put("since", n(identity.since().toEpochMilli()));
        return dynamo.transact(List.of(
                writes.put(byHash, ABSENT),
                writes.put(ofUser, ABSENT),
                writes.require(PRESENT, TableDesign.users(owner.fleetId()), owner.userId())));
    }

    Optional<Owner> findOwner(String hash) {
        return dynamo.get(table, TableDesign.identityByHash(hash), TableDesign.ALONE)
                .map(item -> new Owner(s(item, "fleet"), s(item, "user")));
    }

    Optional<LinkedIdentity> find(Owner owner) {
        return dynamo.get(table, TableDesign.identity(owner), TableDesign.ALONE)
                .map(item -> new LinkedIdentity(owner, s(item, "hash"), Instant.ofEpochMilli(n(item, "since"))));
    }

    void unlink(Owner owner) {
        find(owner).ifPresent(identity -> {
            // False where somebody else was faster.
            boolean unused = dynamo.transact(List.of(
                    writes.delete(TableDesign.identity(owner), TableDesign.ALONE, PRESENT),
                    writes.delete(TableDesign.identityByHash(identity.hash()), TableDesign.ALONE)));
        });
    }
}
