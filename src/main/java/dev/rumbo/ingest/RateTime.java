package dev.rumbo.ingest;

import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** By what rates are measured: a time that no setting of the clock moves. */
class RateTime {

    @Produces
    @Singleton
    TimeMeter time() {
        return TimeMeter.SYSTEM_NANOTIME;
    }
}
