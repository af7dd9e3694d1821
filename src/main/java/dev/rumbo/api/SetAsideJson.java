package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A record that was set aside. */
@Schema(name = "SetAsideRecord")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SetAsideJson(
        String id,
        String reason,
        String shard,
        String sequenceNumber,
        Instant arrivedAt,
        String partitionKey,

        @Schema(description = "Size of the record") int bytes,

        @Schema(description = "The record in base64; absent in lists") @Nullable
        String data,

        @Schema(description = "The record as text, where it is UTF-8; absent in lists") @Nullable
        String text,

        @Schema(description = "What it says, where it could be read now; absent in lists") @Nullable
        DecodedJson decoded) {

    /** What a record says. */
    @Schema(name = "DecodedRecord")
    record DecodedJson(String deviceId, String userId, int positionCount, Instant first, Instant last) {

        static DecodedJson from(PositionPost post) {
            return new DecodedJson(
                    post.device().deviceId(),
                    post.device().userId(),
                    post.positions().size(),
                    post.positions().get(0).time(),
                    post.positions().get(post.positions().size() - 1).time());
        }
    }

    static SetAsideJson listed(SetAsideEntry entry) {
        return of(entry, null, null, null);
    }

    static SetAsideJson whole(SetAsideEntry entry, Optional<PositionPost> decoded) {
        ByteBuffer data = entry.setAside().record().data();
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return of(
                entry,
                Base64.getEncoder().encodeToString(bytes),
                text(bytes),
                decoded.map(DecodedJson::from).orElse(null));
    }

    private static SetAsideJson of(
            SetAsideEntry entry, @Nullable String data, @Nullable String text, @Nullable DecodedJson decoded) {
        StreamRecord record = entry.setAside().record();
        return new SetAsideJson(
                entry.id(),
                entry.setAside().reason(),
                record.shardId(),
                record.sequenceNumber(),
                record.arrivedAt(),
                record.partitionKey(),
                record.data().remaining(),
                data,
                text,
                decoded);
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable =
                    text.chars().noneMatch(letter -> Character.isISOControl(letter) && !Character.isWhitespace(letter));
            return readable ? text : null;
        } catch (CharacterCodingException binary) {
            return null;
        }
    }
}
