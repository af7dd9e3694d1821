package dev.rumbo.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtLeastOneTest {

    @Test
    void aLimitIsReadAsItIsWritten() {
        assertThat(new AtLeastOne().convert(" 4294967296 ")).isEqualTo(4_294_967_296L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5"})
    void aLimitThatWouldLetNothingInIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AtLeastOne().convert(value));
    }
}
