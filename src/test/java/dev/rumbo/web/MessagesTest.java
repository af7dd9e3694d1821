package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Messages.class,
                FleetMessages.class,
                PlaceMessages.class,
                SettingsMessages.class,
                SecurityMessages.class,
                AuditMessages.class,
                PrivacyMessages.class,
                ShareMessages.class,
                ViewerMessages.class,
                PeopleMessages.class,
                FactorMessages.class,
                TripMessages.class,
                StatsMessages.class,
                DeviceMessages.class,
                ImportMessages.class,
                ArchiveMessages.class,
                ConnectMessages.class,
                RecordMessages.class,
                OpsMessages.class
            })
    void spanishSaysAllThatEnglishSaysAndNothingElse(Class<?> bundle) throws IOException {
        String name = bundle.getAnnotation(MessageBundle.class).value();
        String file = "/messages/" + (name.equals(MessageBundle.DEFAULTED_NAME) ? "msg" : name) + "_es.properties";
        Properties spanish = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(bundle.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            spanish.load(reader);
        }
        assertThat(spanish.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(bundle.getDeclaredMethods())
                        .map(Method::getName)
                        .filter(method -> !method.contains("$"))
                        .toList());
    }
}
