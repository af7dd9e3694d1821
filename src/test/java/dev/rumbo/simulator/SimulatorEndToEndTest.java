package dev.rumbo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.Scope;
import dev.rumbo.accounts.User;
import dev.rumbo.api.LiveServer;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.OwnCredentials;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The simulator against the application: what was acknowledged is what is stored. */
@QuarkusTest
@TestProfile(LiveServer.class)
class SimulatorEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final AccountService service;
    private final OwnCredentials credentials;
    private final AccountStore accounts;
    private final TrackStore tracks;

    @TestHTTPResource
    URI server;

    @TempDir
    Path folder;

    SimulatorEndToEndTest(
            AccountService service, OwnCredentials credentials, AccountStore accounts, TrackStore tracks) {
        this.service = service;
        this.credentials = credentials;
        this.accounts = accounts;
        this.tracks = tracks;
    }

    @Test
    void whatWasAcknowledgedIsStoredWithEveryFaultAtOnce() throws Exception {
        Path ledger = folder.resolve("ledger.csv");

        int status = command(
                "--devices", "4",
                "--pace", "closed",
                "--from", "2026-01-01T00:00:00Z",
                "--duration", "5s",
                "--post-size", "200",
                "--post-span", "10m",
                "--late", "0.2",
                "--late-by", "20m",
                "--doubled", "0.2",
                "--silent", "0.05",
                "--shuffled", "0.3",
                "--gzip", "0.5",
                "--ledger", ledger.toString());

        assertThat(status).isZero();
        Map<String, List<Position>> acknowledged = read(ledger);
        assertThat(acknowledged).hasSize(4);
        acknowledged.forEach((device, positions) -> {
            Track expected = Track.of(positions);
            assertThat(expected).hasSizeGreaterThan(200).hasSizeLessThan(positions.size());
            eventually(() -> stored(device), expected);
        });
    }

    @Test
    void aLiveRunEndsAtThePresent() throws Exception {
        Path ledger = folder.resolve("ledger.csv");

        int status = command(
                "--devices", "8",
                "--compression", "600",
                "--duration", "3s",
                "--ledger", ledger.toString());

        assertThat(status).isZero();
        read(ledger).forEach((device, positions) -> eventually(() -> stored(device), Track.of(positions)));
    }

    private int command(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--url", server.toString(), "--admin-token", adminToken(), "--patience", "30s", "--in-flight", "8"));
        arguments.addAll(List.of(options));
        CommandLine command = Main.commandLine(Clock.systemUTC());
        return command.execute(arguments.toArray(String[]::new));
    }

    private String adminToken() {
        String email = UUID.randomUUID() + "@example.org";
        User admin = service.createUser(
                        "fleet-" + email,
                        new AccountService.NewUser(
                                email,
                                "Administrator",
                                "a sentence for the test",
                                Role.ADMIN,
                                ZoneId.of("UTC"),
                                Locale.ENGLISH))
                .orElseThrow();
        return credentials
                .createAccessToken(admin.owner(), "test", Optional.empty(), Scope.ALL)
                .secret();
    }

    private Track stored(String device) {
        DeviceKey key = accounts.findDevice(device).orElseThrow().key();
        return tracks.positions(key, 0, Long.MAX_VALUE);
    }

    private static void eventually(Supplier<Track> actual, Track expected) {
        await().atMost(SOON).untilAsserted(() -> assertThat(actual.get()).isEqualTo(expected));
    }

    private static Map<String, List<Position>> read(Path ledger) throws IOException {
        Map<String, List<Position>> positions = new HashMap<>();
        for (String line :
                Files.readAllLines(ledger).subList(1, Files.readAllLines(ledger).size())) {
            DriveCsv.Row row = DriveCsv.parse(line);
            positions.computeIfAbsent(row.device(), device -> new ArrayList<>()).add(row.position());
        }
        return positions;
    }
}
