package dev.rumbo.functions;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** From where on Lambda has to hand a batch over again; nowhere, where all of it is done. */
public record BatchAnswer(@JsonProperty("batchItemFailures") List<Failure> batchItemFailures) {

    static final BatchAnswer DONE = new BatchAnswer(List.of());

    /** A record, by its sequence number. */
    public record Failure(@JsonProperty("itemIdentifier") String itemIdentifier) {}

    static BatchAnswer againFrom(String sequenceNumber) {
        return new BatchAnswer(List.of(new Failure(sequenceNumber)));
    }
}
