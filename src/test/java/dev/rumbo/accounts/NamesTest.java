package dev.rumbo.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"Pixel 9", "  José's car ", "שלום", "سيارة‌ها", "👩‍👧 van", "=SUM(A1)", "<b>", "' OR 1=1", "x"})
    void whatCanBeReadIsAName(String text) {
        assertThat(Names.read(text, 100)).hasValue(text.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t ",
                "\u200b",
                "\u2060\u200d",
                "a\nb",
                "a\r\nX: 1",
                "a\u0000",
                "a\u202egnp.exe",
                "\u2066a",
                "a\u2028b",
                "a\ud800",
                "a\uffff"
            })
    void whatHidesOrTurnsIsNone(String text) {
        assertThat(Names.read(text, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101})
    void aNameIsAsLongAsPeopleCountIt(int length) {
        assertThat(Names.read("🚗".repeat(length), 100).isPresent()).isEqualTo(length == 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana@rumbo.example", "José@rumbo.example", "аna@rumbo.example", "a'b+c@d"})
    void anAddressIsWrittenInOneWay(String text) {
        assertThat(EmailAddresses.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana",
                "@b",
                "a@b@c",
                "a b@c",
                "Jose\u0301@rumbo.example",
                "\uff41na@rumbo.example",
                "a\u200bna@rumbo.example",
                "ana\u202e@rumbo.example",
                "an\u00ada@rumbo.example",
                "a\r\n@b"
            })
    void whatLooksLikeAnotherAddressIsNone(String text) {
        assertThat(EmailAddresses.isOne(text)).isFalse();
    }
}
