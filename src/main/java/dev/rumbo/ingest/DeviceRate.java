package dev.rumbo.ingest;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.rumbo.api.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps one noisy device from starving the others: a token bucket for posts and one for positions, each a second deep. */
@Singleton
class DeviceRate {

    private static final long MOST_DEVICES = 200_000;
    /** A bucket that was not used for this long is full again, so forgetting it changes nothing. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final LoadingCache<String, Buckets> buckets;

    private record Buckets(Bucket posts, Bucket positions, long most) {}

    DeviceRate(IngestConfig config, TimeMeter time) {
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_DEVICES)
                .expireAfterAccess(IDLE)
                .build(device -> new Buckets(
                        bucket(config.postsPerSecond(), time),
                        bucket(config.positionsPerSecond(), time),
                        config.positionsPerSecond()));
    }

    /** @throws dev.rumbo.api.ProblemException 429 with Retry-After where the device is over its rate */
    void admit(String deviceId, int positions) {
        Buckets mine = buckets.get(deviceId);
        admit(mine.posts, 1);
        if (positions > 0) {
            // More than a bucket holds would never be let in, however long the device waits.
            admit(mine.positions, Math.min(positions, mine.most));
        }
    }

    private static void admit(Bucket bucket, long tokens) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(tokens);
        if (!probe.isConsumed()) {
            throw Problem.tooManyRequests(
                    "This device sends faster than it may. Send all of it again later.",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private static Bucket bucket(long perSecond, TimeMeter time) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
