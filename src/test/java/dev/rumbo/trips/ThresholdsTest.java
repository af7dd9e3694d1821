package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "dwellSeconds=480,                      ,                ",
        "dwellSeconds=59,                       dwellSeconds,    must be from 60 to 7200 s",
        "dwellSeconds=NaN,                      dwellSeconds,    must be from 60 to 7200 s",
        "dwellSeconds=480.5,                    dwellSeconds,    must be a whole number",
        "version=2,                             version,         there is no such threshold",
        "minTripMeters=100,                     minTripReachMeters, 'must not be above minTripMeters, which is 100'",
        "minTripMeters=100;minTripReachMeters=50, ,              ",
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
