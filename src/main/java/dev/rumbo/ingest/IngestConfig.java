package dev.rumbo.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits on what one device, and all together, may send. */
@ConfigMapping(prefix = "rumbo.ingest")
public interface IngestConfig {

    /** Posts a second of one device: a phone that empties a day's queue one by one stays below it. */
    @WithDefault("200")
    @WithConverter(AtLeastOne.class)
    long postsPerSecond();

    /** Positions a second of one device; a full request of 10,000 always passes an idle device. */
    @WithDefault("20000")
    @WithConverter(AtLeastOne.class)
    long positionsPerSecond();

    /** What the bodies of requests that are not answered yet may take together; a device at most a quarter of it. */
    @WithDefault("33554432")
    @WithConverter(AtLeastOne.class)
    long bodyBytes();

    /** A body that did not arrive whole after so long is given up. */
    @WithDefault("PT1M")
    Duration bodyWithin();

    /** The largest file that may be uploaded in chunks, as it is sent. */
    @WithDefault("2147483648")
    @WithConverter(AtLeastOne.class)
    long uploadFileBytes();

    /** What all uploads together may take of the disk for temporary files. */
    @WithDefault("4294967296")
    @WithConverter(AtLeastOne.class)
    long uploadBytes();
}
