package dev.rumbo.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells those who keep something open for a credential that it became void, here or on another instance. */
@ApplicationScoped
public class Revocations {

    /** Longer than any request takes from showing its credential to opening something with it. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Cache<String, Boolean> lately =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();

    /** @param listener gets the hashes; must return soon */
    public void onVoid(Consumer<Set<String>> listener) {
        listeners.add(listener);
    }

    /** Whether this credential is known to have become void lately; for what was opened while it did. */
    public boolean becameVoid(String hash) {
        return lately.getIfPresent(hash) != null;
    }

    void tell(Set<String> hashes) {
        hashes.forEach(hash -> lately.put(hash, true));
        listeners.forEach(listener -> listener.accept(hashes));
    }
}
