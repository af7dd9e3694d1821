package dev.rumbo.demo;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.AccountService.NewUser;
import dev.rumbo.simulator.SimulatedDevice;
import dev.rumbo.store.AccountStore;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The demo's users and devices, made on the first start and found again on every other. */
@Singleton
class DemoAccounts {

    /** Where the demo's drives were recorded. */
    static final ZoneId ZONE = ZoneId.of("Africa/Casablanca");

    private static final String FLEET = "demo";
    private static final String POOL_EMAIL = "cars@demo.example";
    private static final String PHONE = "Phone";
    private static final int MOST_DEVICES = 1_000;

    private final AccountStore accounts;
    private final AccountService service;

    DemoAccounts(AccountStore accounts, AccountService service) {
        this.accounts = accounts;
        this.service = service;
    }

    /** The driver's phone first, then so many cars. */
    List<SimulatedDevice> prepare(int cars) {
        User admin = user(FLEET, DemoAccess.ADMIN_EMAIL, "Demo administrator", DemoAccess.PASSWORD, Role.ADMIN);
        User driver = user(admin.fleetId(), DemoAccess.DRIVER_EMAIL, "Demo driver", DemoAccess.PASSWORD, Role.DRIVER);
        // Nobody logs in as the owner of the other cars.
        User pool =
                user(admin.fleetId(), POOL_EMAIL, "Car pool", UUID.randomUUID().toString(), Role.DRIVER);
        List<SimulatedDevice> devices = new ArrayList<>(devices(driver, List.of(PHONE)));
        devices.addAll(devices(
                pool,
                IntStream.rangeClosed(1, cars)
                        .mapToObj(number -> String.format(Locale.ROOT, "Car %02d", number))
                        .toList()));
        return devices;
    }

    private User user(String fleetId, String email, String name, String password, Role role) {
        Optional<User> known = accounts.findUserByEmail(email);
        if (known.isPresent()) {
            return known.get();
        }
        NewUser user = new NewUser(email, name, password, role, ZONE, Locale.ENGLISH);
        return (role == Role.ADMIN ? service.createFirst(user) : Optional.<User>empty())
                .or(() -> service.createUser(fleetId, user))
                .or(() -> accounts.findUserByEmail(email))
                .orElseThrow();
    }

    private List<SimulatedDevice> devices(User owner, List<String> names) {
        Map<String, Device> known = accounts.listDevices(owner.owner(), MOST_DEVICES, Optional.empty()).items().stream()
                .collect(Collectors.toMap(Device::name, Function.identity(), (first, second) -> first));
        List<SimulatedDevice> devices = new ArrayList<>();
        for (String name : names) {
            Device device = known.get(name);
            if (device == null) {
                device = service.createDevice(owner.owner(), name).device();
            }
            devices.add(new SimulatedDevice(device.key().deviceId(), token(owner, device.key())));
        }
        return devices;
    }

    /**
     * The same on every start, so that restarts leave no trail of tokens. As secret as the salted hash that it is made of,
     * which never leaves the store.
     */
    private String token(User owner, DeviceKey device) {
        String secret = sha256("demo " + device.deviceId() + " " + owner.passwordHash());
        String hash = sha256(secret);
        if (accounts.findCredential(hash).isEmpty()) {
            accounts.add(new Credential.DeviceToken(hash, device));
        }
        return secret;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
