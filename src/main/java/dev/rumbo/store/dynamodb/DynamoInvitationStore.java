package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Invitations in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoInvitationStore implements InvitationStore {

    private static final String ABSENT = "attribute_not_exists(pk)";
    private static final String PRESENT = "attribute_exists(pk)";

    private final Dynamo dynamo;
    private final String table;
    private final TableWrites writes;

    private DynamoInvitationStore(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        writes = new TableWrites(table);
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoInvitationStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoInvitationStore(new Dynamo(client), design.accounts());
    }

    @Override
    public void add(Invitation invitation) {
        Map<String, AttributeValue> byHash =
                Dynamo.item(TableDesign.invitationByHash(invitation.hash()), TableDesign.ALONE);
        byHash.put("fleet", s(invitation.fleetId()));
        byHash.put("id", s(invitation.id()));
        byHash.put("expires", n(invitation.end().getEpochSecond()));
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.invitations(invitation.fleetId()), invitation.id());
        item.put("fleet", s(invitation.fleetId()));
        item.put("hash", s(invitation.hash()));
        item.put("email", s(invitation.email()));
        item.put("role", s(invitation.role().name()));
        item.put("by", s(invitation.invitedBy()));
        item.put("created", n(invitation.createdAt().toEpochMilli()));
        item.put("until", n(invitation.end().toEpochMilli()));
        item.put("expires", n(invitation.end().getEpochSecond()));
        if (!dynamo.transact(List.of(writes.put(byHash, ABSENT), writes.put(item, ABSENT)))) {
            throw new IllegalArgumentException("an invitation with this id exists: " + invitation.id());
        }
    }

    @Override
    public Optional<Invitation> find(String hash) {
        return dynamo.get(table, TableDesign.invitationByHash(hash), TableDesign.ALONE)
                .flatMap(item -> dynamo.get(table, TableDesign.invitations(s(item, "fleet")), s(item, "id")))
                .map(DynamoInvitationStore::invitation);
    }

    @Override
    public Page<Invitation> list(String fleetId, int limit, Optional<String> after) {
        QueryRequest query = Dynamo.after(table, TableDesign.invitations(fleetId), after.orElse(" "));
        List<Invitation> found =
                dynamo.query(query.toBuilder().limit(limit + 1).build(), (items, last) -> items.size() > limit).stream()
                        .map(DynamoInvitationStore::invitation)
                        .toList();
        return found.size() <= limit
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, limit),
                        Optional.of(found.get(limit - 1).id()));
    }

    @Override
    public boolean remove(String fleetId, String id) {
        return dynamo.get(table, TableDesign.invitations(fleetId), id)
                .map(DynamoInvitationStore::invitation)
                .filter(found -> dynamo.transact(List.of(
                        writes.delete(TableDesign.invitations(fleetId), id, PRESENT),
                        writes.delete(TableDesign.invitationByHash(found.hash()), TableDesign.ALONE))))
                .isPresent();
    }

    @Override
    public Accepted accept(Invitation invitation, User user) {
        boolean done = dynamo.transact(List.of(
                writes.delete(TableDesign.invitations(invitation.fleetId()), invitation.id(), PRESENT),
                writes.delete(TableDesign.invitationByHash(invitation.hash()), TableDesign.ALONE),
                writes.put(AccountItems.address(user.email(), user.owner()), ABSENT),
                writes.put(AccountItems.item(user), ABSENT)));
        if (done) {
            return Accepted.DONE;
        }
        return find(invitation.hash()).isPresent() ? Accepted.EMAIL_TAKEN : Accepted.GONE;
    }

    private static Invitation invitation(Map<String, AttributeValue> item) {
        return new Invitation(
                s(item, "hash"),
                s(item, "sk"),
                s(item, "fleet"),
                s(item, "email"),
                Role.valueOf(s(item, "role")),
                s(item, "by"),
                Instant.ofEpochMilli(n(item, "created")),
                Instant.ofEpochMilli(n(item, "until")));
    }
}
