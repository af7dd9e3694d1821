package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Owner;
import dev.rumbo.store.Page;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.VoidTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Credentials by hash and by user, and which of them became void. */
final class Credentials {

    static final String VOID_TOKENS = "VOID";
    private static final String NEWEST = "NEWEST";
    private static final Duration VOID_TOLD = Duration.ofDays(1);
    private static final int MAX_TRIES = 10;
    private static final String ABSENT = "attribute_not_exists(pk)";

    private final Dynamo dynamo;
    private final String table;
    private final TableWrites writes;
    private final Clock clock;

    Credentials(Dynamo dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
        writes = new TableWrites(table);
    }

    void add(Credential credential) {
        if (credential instanceof Credential.OfUser ofUser) {
            boolean unconditional = dynamo.transact(List.of(
                    writes.put(AccountItems.item(credential), null),
                    writes.put(AccountItems.listed(ofUser, Optional.empty()), null)));
            if (!unconditional) {
                throw new IllegalStateException("a condition that was not made");
            }
        } else {
            dynamo.put(table, AccountItems.item(credential));
        }
    }

    Optional<Credential> find(String hash) {
        return dynamo.get(table, TableDesign.credential(hash), TableDesign.ALONE)
                .map(AccountItems::credential);
    }

    Optional<Credential.OfUser> find(Owner owner, Credential.Kind kind, String id) {
        return dynamo.get(table, TableDesign.credentials(owner), TableDesign.credentialOfUser(kind, id))
                .map(AccountItems::use)
                .map(CredentialUse::credential);
    }

    Page<CredentialUse> list(Owner owner, Credential.Kind kind, int limit, Optional<String> after) {
        QueryRequest query = Dynamo.between(
                table,
                TableDesign.credentials(owner),
                // A space is less than any letter of an id.
                TableDesign.credentialOfUser(kind, after.map(id -> id + " ").orElse("")),
                TableDesign.credentialOfUser(kind, "~"));
        List<CredentialUse> found =
                dynamo.query(query.toBuilder().limit(limit + 1).build(), (items, last) -> items.size() > limit).stream()
                        .map(AccountItems::use)
                        .toList();
        return found.size() <= limit
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, limit),
                        Optional.of(found.get(limit - 1).credential().id()));
    }

    /** Also lists what was made before credentials were listed by user. */
    void used(Credential.OfUser credential, Instant at) {
        // False where it became void meanwhile: then it is not listed again.
        boolean unused = dynamo.transact(List.of(
                writes.require("attribute_exists(pk)", TableDesign.credential(credential.hash()), TableDesign.ALONE),
                writes.put(AccountItems.listed(credential, Optional.of(at)), null)));
    }

    void remove(String hash) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Optional<Credential> found = find(hash);
            if (found.isEmpty()) {
                return;
            }
            List<TransactWriteItem> all = new ArrayList<>(madeVoid(hash));
            if (found.get() instanceof Credential.OfUser ofUser) {
                all.add(writes.delete(
                        TableDesign.credentials(ofUser.owner()),
                        TableDesign.credentialOfUser(ofUser.kind(), ofUser.id())));
            }
            if (dynamo.transact(all)) {
                return;
            }
        }
        throw contended();
    }

    /** Makes a credential void and tells the other instances; not done where another became void meanwhile. */
    List<TransactWriteItem> madeVoid(String hash) {
        long number = newest() + 1;
        Map<String, AttributeValue> newest = Dynamo.item(VOID_TOKENS, NEWEST);
        newest.put("n", Dynamo.n(number));
        Map<String, AttributeValue> told = Dynamo.item(VOID_TOKENS, TableDesign.voidToken(number));
        told.put("hash", s(hash));
        told.put("expires", Dynamo.n(clock.instant().plus(VOID_TOLD).getEpochSecond()));
        return List.of(
                writes.delete(TableDesign.credential(hash), TableDesign.ALONE),
                writes.put(newest, null),
                // One number after the other, none seen before the one below it: who asked on from one misses none.
                writes.put(told, ABSENT));
    }

    static StoreUnavailableException contended() {
        return new StoreUnavailableException("tokens become void faster than it can be told", null);
    }

    VoidTokens told(Optional<String> cursor) {
        long newest = newest();
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

    /** Number of the credential that became void last; 0 where none did. */
    private long newest() {
        return dynamo.get(table, VOID_TOKENS, NEWEST)
                .map(item -> Dynamo.n(item, "n"))
                .orElse(0L);
    }
}
