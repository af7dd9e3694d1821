package dev.rumbo.live;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What instances say to each other, version 1: what one wants to hear of, a line for each feed, fleet and driver apart by a tab; and
 * what the other heard, for each device how long it knows it in milliseconds, and the newest position as the stream carries it.
 * What was erased the other says as a line: fleet, user, device, and from when to when in milliseconds.
 */
final class PeerMessages {

    static final String PATH = "/live/1";

    /** Some 50 KB. */
    static final int MOST_DEVICES = 500;

    /** More than any of these is. */
    static final int MOST_BYTES = 1 << 20;

    private static final char TAB = '\t';

    private PeerMessages() {}

    static String wanted(Collection<FeedKey> feeds) {
        StringBuilder lines = new StringBuilder();
        for (FeedKey feed : feeds) {
            lines.append(feed.fleetId());
            feed.userId().ifPresent(user -> lines.append(TAB).append(user));
            lines.append('\n');
        }
        return lines.toString();
    }

    static Set<FeedKey> readWanted(String lines) {
        Set<FeedKey> feeds = new HashSet<>();
        lines.lines().forEach(line -> {
            int tab = line.indexOf(TAB);
            feeds.add(
                    tab < 0
                            ? FeedKey.ofFleet(line)
                            : new FeedKey(line.substring(0, tab), Optional.of(line.substring(tab + 1))));
        });
        return feeds;
    }

    static String erased(DeviceKey device, ErasedSpan span) {
        return String.join(
                String.valueOf(TAB),
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                String.valueOf(span.fromMillis()),
                String.valueOf(span.toMillis()));
    }

    /** @throws MalformedRecordException where it is not what {@link #erased} writes */
    static void readErased(String line, LiveFleet live) {
        String[] parts = line.split(String.valueOf(TAB), -1);
        try {
            live.forget(
                    new DeviceKey(parts[0], parts[1], parts[2]),
                    new ErasedSpan(Long.parseLong(parts[3]), Long.parseLong(parts[4])));
        } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException garbled) {
            throw new MalformedRecordException("what another instance erased is garbled", garbled);
        }
    }

    static byte[] heard(List<Sighting> sightings, long nowMillis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + sightings.size() * 100);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 4_096);
            for (Sighting sighting : sightings) {
                out.writeUInt64NoTag(Math.max(0, nowMillis - sighting.firstHeardMillis()));
                out.writeByteArrayNoTag(
                        PostCodec.encode(new PositionPost(sighting.device(), Track.of(List.of(sighting.position())))
                                .traced(sighting.trace())));
            }
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecordException where it is not what {@link #heard} writes; what came before is told */
    static void readHeard(byte[] message, LiveFleet live) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(message);
            while (!in.isAtEnd()) {
                long knownMillis = in.readUInt64();
                PositionPost post = PostCodec.decode(ByteBuffer.wrap(in.readByteArray()));
                live.toldByAnother(post, knownMillis);
            }
        } catch (IOException garbled) {
            throw new MalformedRecordException("what another instance heard is cut short or garbled", garbled);
        }
    }
}
