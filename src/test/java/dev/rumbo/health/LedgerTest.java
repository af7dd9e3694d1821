package dev.rumbo.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {

    private static final long START = 1_772_524_800_000L;
    /** Of longitude on the equator, in 1e-7 degree a metre. */
    private static final double E7_PER_METER = 89.832;

    private final Ledger ledger = new Ledger();

    @Test
    void whatComesAgainIsCountedAsSuch() {
        List<Position> drive = drive(50, 12, 1);
        ledger.add(report(drive));
        ledger.add(report(drive.subList(10, 30)));
        DeviceHealth health = health();
        assertThat(health.accepted()).isEqualTo(70);
        assertThat(health.duplicate()).isEqualTo(20);
        assertThat(health.fixMillis()).hasValue(START + 49_000);
    }

    @ParameterizedTest
    @CsvSource({"1, NaN", "3.6, 3.6", "1.944, 1.94", "0.514, 0.51", "0.278, 0.28", "2.6, NaN"})
    void aSpeedInTheWrongUnitIsSeen(double factor, double warned) {
        List<Position> drive = drive(60, 12, factor);
        Collections.reverse(drive);
        ledger.add(report(drive));
        OptionalDouble told = health().wrongUnitFactor();
        assertThat(told.isPresent()).isEqualTo(!Double.isNaN(warned));
        told.ifPresent(found -> assertThat(found).isBetween(warned * 0.97, warned * 1.03));
    }

    @Test
    void reasonsAreCountedWithTheirLastSample() {
        for (int i = 0; i < 3; i++) {
            ledger.add(rejecting("lat is missing", "tst=" + i));
        }
        ledger.add(rejecting("time is missing", ""));
        assertThat(health().rejected()).isEqualTo(4);
        assertThat(health().rejections())
                .containsExactly(
                        new DeviceHealth.Reason("lat is missing", 3, "tst=2"),
                        new DeviceHealth.Reason("time is missing", 1, ""));
    }

    @Test
    void anOldMessageTellsNothingOfTheClock() {
        ledger.add(reportAt(START + 3_600_000, drive(2, 12, 1)));
        assertThat(health().clockAheadSeconds()).isEmpty();
        ledger.add(reportAt(START - 120_000, drive(2, 13, 1)));
        assertThat(health().clockAheadSeconds()).hasValue(121);
    }

    /** Eastward on the equator, a position a second. */
    private static List<Position> drive(int seconds, double metersPerSecond, double factor) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            positions.add(new Position(
                    START + i * 1000L,
                    0,
                    (int) (i * metersPerSecond * E7_PER_METER),
                    (int) Math.round(metersPerSecond * factor * 100),
                    Position.ABSENT,
                    Position.ABSENT,
                    Position.ABSENT));
        }
        return positions;
    }

    private DeviceHealth health() {
        return ledger.health(START, START + 60_000);
    }

    private static Report report(List<Position> positions) {
        return reportAt(START + 60_000, positions);
    }

    private static Report reportAt(long receivedMillis, List<Position> positions) {
        return of(receivedMillis, positions, List.of());
    }

    private static Report rejecting(String reason, String sample) {
        return of(START, List.of(), List.of(new Report.Rejection(reason, sample)));
    }

    private static Report of(long receivedMillis, List<Position> positions, List<Report.Rejection> rejected) {
        return new Report(
                receivedMillis,
                "owntracks",
                positions,
                rejected,
                rejected.size(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
