package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.RebuildMark;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The head item: {@code v} version, {@code f} first and {@code l} last position, {@code w} who wrote it, {@code u} the
 * version of the rules where it is not the first, {@code m} the mark of a rebuild, and {@code o} the overlay, or {@code r}
 * and {@code c}, the nonce and number of the parts in which it lies.
 *
 * @param writer unique to the write, so that a write whose answer was lost is known again
 */
record Head(DeviceHead known, Overlay overlay, Optional<String> parts, String writer) {

    static DeviceHead known(DeviceKey device, Map<String, AttributeValue> item) {
        return new DeviceHead(
                device,
                n(item, "v"),
                position(item, "f"),
                position(item, "l"),
                rulesVersion(item),
                item.containsKey("m") ? Optional.of(RebuildMark.decode(s(item, "m"))) : Optional.empty());
    }

    static int rulesVersion(Map<String, AttributeValue> item) {
        return item.containsKey("u") ? Math.toIntExact(n(item, "u")) : DeviceHead.FIRST_RULES;
    }

    static Map<String, AttributeValue> item(DeviceHead head, String writer) {
        Map<String, AttributeValue> item =
                new HashMap<>(Dynamo.key(TableDesign.track(head.device()), TableDesign.HEAD));
        item.put("v", n(head.version()));
        item.put("f", position(head.first()));
        item.put("l", position(head.last()));
        item.put("w", s(writer));
        if (head.rulesVersion() != DeviceHead.FIRST_RULES) {
            item.put("u", n(head.rulesVersion()));
        }
        head.rebuild().ifPresent(mark -> item.put("m", s(mark.encode())));
        return item;
    }

    private static AttributeValue position(Position position) {
        return b(PositionsCodec.encode(Track.of(List.of(position))));
    }

    private static Position position(Map<String, AttributeValue> item, String name) {
        return PositionsCodec.decode(b(item, name)).get(0);
    }
}
