package dev.rumbo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrivesTest {

    @ParameterizedTest(name = "{0} holds {1} drives with {2} positions")
    @CsvSource({"nds_blackbox, 7, 4454", "mobilitynet, 18, 10814", "twizy_session, 9, 32114"})
    void shippedCollectionsAreCutAtSilences(String collection, int drives, int positions) {
        assertThat(Drives.shipped(collection)).hasSize(drives);
        assertThat(Drives.shipped(collection).stream()
                        .mapToInt(drive -> drive.track().size())
                        .sum())
                .isEqualTo(positions);
    }

    @Test
    void everyDriveStartsAtZeroAndLastsTwoMinutesOrMore() {
        assertThat(Drives.shipped()).allSatisfy(drive -> {
            assertThat(drive.track().timeMillis(0)).isZero();
            assertThat(drive.durationMillis()).isGreaterThanOrEqualTo(120_000);
        });
    }

    @Test
    void aLineReadAndWrittenIsTheSame() {
        String line = "car,2019-05-23T20:54:11Z,41.2578697,-95.9842529,13.62,10.0,349.8,270.9";
        DriveCsv.Row row = DriveCsv.parse(line);

        assertThat(DriveCsv.format(row.device(), row.position())).isEqualTo(line);
        assertThat(row.position().longitudeE7()).isEqualTo(-959_842_529);
    }

    @Test
    void whatWasNotRecordedIsAbsent() {
        DriveCsv.Row row = DriveCsv.parse("car,2021-03-29T10:13:45Z,33.986225,-6.725523,,0,,360");

        assertThat(row.position())
                .isEqualTo(new Position(
                        1_617_012_825_000L,
                        339_862_250,
                        -67_255_230,
                        Position.ABSENT,
                        0,
                        Position.ABSENT,
                        Position.ABSENT));
    }
}
