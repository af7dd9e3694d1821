package dev.rumbo.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.InstanceStore;
import dev.rumbo.store.RunningInstance;
import dev.rumbo.store.dynamodb.DynamoInstanceStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AttendanceIT {

    private final AwsClients clients = Emulators.clients();
    private final InstanceStore store =
            DynamoInstanceStore.open(clients.dynamoDb(), "there-" + UUID.randomUUID(), true);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Attendance attendance = new Attendance(store, nanos::get);

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void anInstanceIsThereUntilItSaysThatItStopsOrNothingForAWhile() {
        assertThat(attendance.isAnybodyThere()).isFalse();
        Instant now = Instant.now();
        store.announce(at(now));
        assertThat(attendance.isAnybodyThere()).isTrue();
        pass(Duration.ofSeconds(44));
        assertThat(attendance.isAnybodyThere()).isTrue();
        store.announce(at(now.plusSeconds(10)));
        pass(Duration.ofSeconds(44));
        assertThat(attendance.isAnybodyThere()).isTrue();
        pass(Duration.ofSeconds(46));
        assertThat(attendance.isAnybodyThere()).as("killed").isFalse();

        store.announce(at(now.plusSeconds(20)));
        assertThat(attendance.isAnybodyThere()).as("it was held up").isTrue();
        store.remove(at(now));
        assertThat(attendance.isAnybodyThere()).as("stopped").isFalse();
    }

    @Test
    void anInstanceWhoseClockIsWrongIsThereToo() {
        Instant wrong = Instant.now().minus(Duration.ofMinutes(4));
        store.announce(at(wrong));
        assertThat(attendance.isAnybodyThere()).isTrue();
        pass(Duration.ofSeconds(44));
        assertThat(attendance.isAnybodyThere()).isTrue();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static RunningInstance at(Instant heard) {
        Instant started = Instant.EPOCH;
        return new RunningInstance("a", Optional.empty(), "test", "", started, heard);
    }
}
