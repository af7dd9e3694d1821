package dev.rumbo.health;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.DeviceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The health of the devices that this process heard of last. */
@ApplicationScoped
public class HealthBook {

    /** Some 10 KB each at most. */
    private static final long MOST_DEVICES = 5_000;

    private final Cache<DeviceKey, Ledger> ledgers =
            Caffeine.newBuilder().maximumSize(MOST_DEVICES).build();
    private final Clock clock;
    private final long sinceMillis;

    HealthBook(Clock clock) {
        this.clock = clock;
        this.sinceMillis = clock.millis();
    }

    public void heard(DeviceKey device, Report report) {
        ledgers.get(device, none -> new Ledger()).add(report);
    }

    /** Of a device that was not heard of, that. */
    public DeviceHealth find(DeviceKey device) {
        Ledger ledger = ledgers.getIfPresent(device);
        return (ledger == null ? new Ledger() : ledger).health(sinceMillis, clock.millis());
    }
}
