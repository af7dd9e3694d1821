package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.security.PasswordRules.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1!",
                "12345678",
                "123456789012",
                "qwertyuiop",
                "asdfghjkl",
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "iloveyou",
                "p@ssw0rd",
                "19841984",
                "20.01.1990",
                "football1",
                "rumborumbo",
                "ana.nunez",
                "ananunez",
                "example.org"
            })
    void whatIsGuessedSoonIsRefused(String password) {
        assertThat(PasswordRules.fault(password, "ana.nunez@example.org", "Ana Nunez"))
                .contains(Fault.TOO_EASY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"correct horse battery", "a long sentence", "tapir-sifón-42-vals", "9dK!x2_vQz", "三匹の子豚と狼の家"})
    void whatIsNotGuessedSoonIsTakenWhateverItIsMadeOf(String password) {
        assertThat(PasswordRules.fault(password, "ana.nunez@example.org", "Ana Nunez"))
                .isEmpty();
    }

    @Test
    void lengthIsBetweenEightAndTwoHundredCharacters() {
        String sentence = "tapir sifón vals ".repeat(12);

        assertThat(PasswordRules.fault("9dK!x2_")).contains(Fault.LENGTH);
        assertThat(PasswordRules.fault(sentence.substring(0, 200))).isEmpty();
        assertThat(PasswordRules.fault(sentence.substring(0, 201))).contains(Fault.LENGTH);
    }
}
