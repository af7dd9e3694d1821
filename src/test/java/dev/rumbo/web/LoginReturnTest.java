package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginReturnTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/record", "/days/2026-03-10"})
    void aPathOfThisServerIsGoneOnTo(String path) {
        assertThat(LoginPage.own(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "record",
                "//elsewhere.example",
                "/\\elsewhere.example",
                "\\\\elsewhere.example",
                "https://elsewhere.example/record",
                "javascript:alert(1)",
                "/record\r\nSet-Cookie: a=b",
                "/record?to=//elsewhere.example",
                "/./..//elsewhere.example",
                "/%2f/elsewhere.example",
                "/record/"
            })
    void anythingElseLeadsHome(String path) {
        assertThat(LoginPage.own(path)).isEqualTo("/");
    }
}
