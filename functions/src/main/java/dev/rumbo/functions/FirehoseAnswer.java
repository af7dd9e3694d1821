package dev.rumbo.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each record of a batch, in its order. */
public record FirehoseAnswer(@JsonProperty("records") List<Entry> records) {

    /** What Firehose does with a record. */
    public enum Result {
        /** It delivers the data. */
        @JsonProperty("Ok")
        OK,
        /** There is nothing to deliver. */
        @JsonProperty("Dropped")
        DROPPED,
        /** It keeps the record as it was put, apart from what is delivered. */
        @JsonProperty("ProcessingFailed")
        FAILED
    }

    /** @param data what is delivered in the record's place; null where nothing is */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            @JsonProperty("recordId") String recordId,
            @JsonProperty("result") Result result,
            @JsonProperty("data") byte @Nullable [] data) {

        /** Most of what an entry takes in JSON beside its id and its data. */
        private static final int FRAME_BYTES = 64;

        static Entry of(String recordId, byte[] data) {
            return data.length == 0 ? new Entry(recordId, Result.DROPPED, null) : new Entry(recordId, Result.OK, data);
        }

        static Entry failed(String recordId) {
            return new Entry(recordId, Result.FAILED, null);
        }

        /** What an entry without data takes in JSON at most. */
        static int bytes(String recordId) {
            return recordId.length() + FRAME_BYTES;
        }

        /** What the data takes in JSON, as base64. */
        int dataBytes() {
            return data == null ? 0 : (data.length + 2) / 3 * 4;
        }
    }
}
