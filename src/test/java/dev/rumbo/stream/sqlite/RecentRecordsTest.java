package dev.rumbo.stream.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.stream.StreamRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentRecordsTest {

    /** Room for about two records. */
    private final RecentRecords recent = new RecentRecords(1_000, 4);

    @Test
    void givesWhatFollowsAsLongAsItIsComplete() {
        add(5, 7);
        assertThat(after(4)).contains(List.of("5", "7"));
        assertThat(after(5)).contains(List.of("7"));
        assertThat(after(7)).contains(List.of());
        assertThat(after(3)).as("4 may be in the log alone").isEmpty();
    }

    @Test
    void dropsTheOldestWhenItIsFullAndSendsItsReaderToTheLog() {
        add(5, 6, 7);
        assertThat(after(4)).isEmpty();
        assertThat(after(5)).contains(List.of("6", "7"));
    }

    @Test
    void keepsNothingAcrossRecordsThatItDidNotHearOf() {
        add(5);
        recent.forget(6);
        add(7);
        assertThat(after(5)).isEmpty();
        assertThat(after(6)).contains(List.of("7"));
    }

    @Test
    void givesOneRecordHoweverLargeAndOtherwiseStaysWithinTheLimits() {
        add(5, 6);
        assertThat(recent.after(4, 10, 1)).map(RecentRecordsTest::numbers).contains(List.of("5"));
        assertThat(recent.after(4, 1, 1_000)).map(RecentRecordsTest::numbers).contains(List.of("5"));
    }

    private void add(long... sequences) {
        for (long sequence : sequences) {
            recent.add(
                    sequence,
                    new StreamRecord(
                            "shard", Long.toString(sequence), Instant.EPOCH, "car", ByteBuffer.wrap(new byte[100])));
        }
    }

    private Optional<List<String>> after(long sequence) {
        return recent.after(sequence, 10, 10_000).map(RecentRecordsTest::numbers);
    }

    private static List<String> numbers(List<StreamRecord> records) {
        return records.stream().map(StreamRecord::sequenceNumber).toList();
    }
}
