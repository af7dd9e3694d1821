package dev.rumbo.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceTest {

    private static final long MINUTE = 60_000;
    private static final long NOW = 1_772_539_200_000L;

    /** Minutes ago; negative means never. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | -1 | -1 | false | NaN | false | NEVER_HEARD",
                "5 | 5 | -1 | true | 80 | false | NONE",
                "60 | 60 | -1 | false | 80 | false | PARKED",
                "5 | 60 | 5 | false | 80 | false | PARKED",
                "10000 | 10000 | -1 | false | 80 | false | ASLEEP",
                "60 | 60 | -1 | true | 3 | false | BATTERY_EMPTY",
                "5 | 60 | 5 | true | 80 | false | NO_FIX",
                "5 | -1 | 5 | false | 80 | false | NO_FIX",
                "60 | 60 | -1 | true | 80 | true | NO_NETWORK",
                "60 | 60 | -1 | true | 80 | false | APP_ENDED",
                "3000 | 3000 | -1 | true | NaN | true | APP_ENDED",
            })
    void aSilenceMostLikelyMeans(
            long request, long fix, long heartbeat, boolean moving, double battery, boolean sentLate, Silence silence) {
        Silence.Known known =
                new Silence.Known(ago(request), ago(fix), ago(heartbeat), moving, battery, false, sentLate);
        assertThat(Silence.of(known, NOW)).isEqualTo(silence);
    }

    private static OptionalLong ago(long minutes) {
        return minutes < 0 ? OptionalLong.empty() : OptionalLong.of(NOW - minutes * MINUTE);
    }
}
