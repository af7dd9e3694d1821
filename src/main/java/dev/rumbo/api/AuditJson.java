package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of the audit log. */
@Schema(name = "AuditEvent")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditJson(
        String id,
        Instant time,

        @Schema(description = "Such as log-in, log-in-failed, user-made, rules-changed")
        String act,

        @Schema(description = "Who did it; absent where nobody was logged in") @Nullable
        PartyJson actor,

        @Schema(description = "What it was done to; absent where the act says it all") @Nullable
        PartyJson subject,

        @Schema(description = "From where, as far as the server keeps it; absent where it did it by itself") @Nullable
        String address,

        @Schema(description = "How often; more than once where like events were counted together for a minute")
        int count) {

    static final List<String> COLUMNS =
            List.of("time", "act", "actorId", "actor", "subjectId", "subject", "address", "count");

    /** With the name at the time. */
    @Schema(name = "AuditParty")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartyJson(@Nullable String id, @Nullable String name) {

        static @Nullable PartyJson of(String id, String name) {
            return id.isEmpty() && name.isEmpty() ? null : new PartyJson(present(id), present(name));
        }
    }

    static AuditJson of(AuditEvent event) {
        return new AuditJson(
                event.id(),
                event.time(),
                event.act().word(),
                PartyJson.of(event.actorId(), event.actor()),
                PartyJson.of(event.subjectId(), event.subject()),
                present(event.address()),
                event.count());
    }

    /** A row of a table for spreadsheets, with a cell for each of {@link #COLUMNS}. */
    static String csv(AuditEvent event) {
        return Stream.of(
                        event.time().toString(),
                        event.act().word(),
                        event.actorId(),
                        event.actor(),
                        event.subjectId(),
                        event.subject(),
                        event.address(),
                        String.valueOf(event.count()))
                .map(cell -> CsvCells.cell(Objects.requireNonNull(CsvCells.harmless(cell))))
                .collect(Collectors.joining(","));
    }

    private static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }
}
