package dev.rumbo.store.dynamodb;

import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;

/**
 * What one entry of a device's log says about positions.
 *
 * @param positions encoded
 * @param removes whether they are removed from what earlier entries brought, and not added
 */
record Held(ByteBuffer positions, boolean removes) {

    static Held adding(Track positions) {
        return new Held(ByteBuffer.wrap(PositionsCodec.encode(positions)), false);
    }

    static Held removing(Track positions) {
        return new Held(ByteBuffer.wrap(PositionsCodec.encode(positions)), true);
    }

    Track track() {
        return PositionsCodec.decode(positions);
    }
}
