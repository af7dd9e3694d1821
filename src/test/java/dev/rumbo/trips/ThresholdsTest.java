package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {

    @Test
    void everyThresholdOfTheRulesIsExplainedAndNoOther() {
        List<String> components = Arrays.stream(TripRules.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("version"))
                .toList();
        assertThat(Thresholds.ALL).extracting(Threshold::name).containsExactlyElementsOf(components);
        assertThat(Thresholds.ALL).allSatisfy(threshold -> {
            assertThat(threshold.reason()).isNotBlank();
            assertThat(threshold.problem(threshold.defaultValue())).isEmpty();
        });
    }

    @Test
    void whatIsNotNamedKeepsItsDefault() {
        assertThat(Thresholds.rules(Map.of())).isEqualTo(TripRules.DEFAULT);
        assertThat(Thresholds.rules(Map.of("of an older Rumbo", 1.0))).isEqualTo(TripRules.DEFAULT);

        TripRules rules = Thresholds.rules(Map.of("dwellSeconds", 480.0, "stepMeters", 7.5));
        assertThat(rules.dwellSeconds()).isEqualTo(480);
        assertThat(rules.stepMeters()).isEqualTo(7.5);
        assertThat(rules.errandSeconds()).isEqualTo(TripRules.DEFAULT.errandSeconds());
        assertThat(rules.version()).isEqualTo(TripRules.DEFAULT.version());
    }

    /** Each threshold at its lowest, its highest or its default, by chance. */
    @Timeout(60)
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverIsAllowedIsFollowedToTheEnd(long seed) {
        Random random = new Random(seed);
        Map<String, Double> extremes = new HashMap<>();
        for (Threshold threshold : Thresholds.ALL) {
            double value = List.of(threshold.min(), threshold.max(), threshold.defaultValue())
                    .get(random.nextInt(3));
            extremes.put(threshold.name(), value);
        }

        Timeline timeline = new TripDetector(Thresholds.rules(extremes)).detect("car", Track.of(RandomTracks.of(seed)));

        assertThat(timeline.trips())
                .allSatisfy(trip -> assertThat((trip.endMillis() - trip.startMillis()) / 1000.0)
                        .isCloseTo(
                                trip.drivingSeconds() + trip.idleSeconds() + trip.unknownSeconds(),
                                Offset.offset(0.5)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "dwellSeconds=480,                      ,                ",
        "dwellSeconds=59,                       dwellSeconds,    must be from 60 to 7200 s",
        "dwellSeconds=NaN,                      dwellSeconds,    must be from 60 to 7200 s",
        "dwellSeconds=480.5,                    dwellSeconds,    must be a whole number",
        "version=2,                             version,         there is no such threshold",
        "minTripMeters=100,                     minTripReachMeters, 'must not be above minTripMeters, which is 100'",
        "minTripMeters=100;minTripReachMeters=50, ,              ",
        "errandSeconds=1000;dwellSeconds=1000,  ,                ",
        "errandSeconds=1001;dwellSeconds=1000,  errandSeconds,   'must not be above dwellSeconds, which is 1000'",
        "dwellRadiusMeters=1000,                dwellRadiusMeters, 'must not be above excursionMeters, which is 200'",
        "minWalkSeconds=7200;maxWalkSeconds=30, minWalkSeconds,  'must not be above maxWalkSeconds, which is 30'",
        "dwellSeconds=7200;stepMeters=0.5,      ,                ",
        "stepMeters=0.49,                       stepMeters,      must be from 0.5 to 500 m",
    })
    void aValueOutOfRangeIsNamed(String values, String field, String problem) {
        Map<String, Double> asked = new HashMap<>();
        for (String value : values.split(";")) {
            asked.put(value.split("=")[0], Double.valueOf(value.split("=")[1]));
        }
        Map<String, String> expected = field == null ? Map.of() : Map.of(field, problem);
        assertThat(Thresholds.problems(asked)).isEqualTo(expected);
    }
}
