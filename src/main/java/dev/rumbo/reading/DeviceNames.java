package dev.rumbo.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * What the active devices and their owners are called.
 *
 * <p>Remembered for a short while: a fleet page would otherwise cost two reads a device, and the live feed two a
 * position. A removed device disappears, and a new name shows, within that while.
 */
@ApplicationScoped
public class DeviceNames {

    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 200_000;

    private final AccountStore accounts;
    private final Cache<DeviceKey, Optional<Names>> devices = remember();
    private final Cache<Owner, String> users = remember();

    @Inject
    DeviceNames(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** What a device and its owner are called. */
    public record Names(String device, String user) {}

    /** Empty where the device was removed or never was. */
    public Optional<Names> find(DeviceKey device) {
        return devices.get(device, this::read);
    }

    private Optional<Names> read(DeviceKey device) {
        return accounts.findDevice(device.fleetId(), device.deviceId())
                .filter(found ->
                        found.state() == Device.State.ACTIVE && found.key().equals(device))
                .map(found -> new Names(found.name(), userName(device.owner())));
    }

    private String userName(Owner owner) {
        return users.get(
                owner, missing -> accounts.findUser(missing).map(User::name).orElse(""));
    }

    private static <K, V> Cache<K, V> remember() {
        return Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED_FOR)
                .maximumSize(MAX_REMEMBERED)
                .build();
    }
}
