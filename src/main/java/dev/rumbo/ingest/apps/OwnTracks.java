package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OwnTracks in HTTP mode: one JSON object a request, {@code vel} in km/h; its answer is a list, and never a refusal. */
final class OwnTracks implements AppFormat {

    /** Overland's OwnTracks mode writes no more than these, and counts its seconds from 2001. */
    private static final Set<String> OVERLAND_KEYS = Set.of("_type", "lat", "lon", "tst", "acc", "batt", "topic");

    private static final long OVERLAND_EPOCH_MILLIS = 978_307_200_000L;
    private static final BigDecimal OVERLAND_LIMIT_SECONDS = BigDecimal.valueOf(1_000_000_000);

    @Override
    public String kind() {
        return "owntracks";
    }

    @Override
    public Findings read(AppRequest request) {
        return read(request, SpeedUnit.KILOMETERS_PER_HOUR);
    }

    /** @param velocity the unit of {@code vel} where {@code _type} stands beside it; without, it is an imitation in m/s */
    static Findings read(AppRequest request, SpeedUnit velocity) {
        FlatFields flat = new FlatFields(
                request, SpeedUnit.METERS_PER_SECOND, 5, FlatFields.Zeros.MEASURED, FlatFields.Untimed.REJECTED);
        return new Shapes(request, velocity, FlatFields.Zeros.MEASURED, flat).read();
    }

    @Override
    public Answer answer(AppRequest request, Findings findings) {
        return Answer.EMPTY_LIST;
    }

    static void item(JsonNode item, Shapes shapes, Findings findings, int index) {
        AppRequest request = shapes.request();
        Values values = Values.of(item);
        findings.identifier(topicDevice(values.text("topic")));
        findings.identifier(values.text("tid"));
        String type = values.text("_type");
        if ("encrypted".equals(type)) {
            findings.reject(index, "the payload is encrypted, and Rumbo has no key", "");
        }
        if (!"location".equals(type)) {
            return;
        }
        findings.battery(values.number("batt"));
        findings.charging(plugged(values));
        findings.created(AppTime.parse(values.text("created_at")));
        if ("p".equals(values.text("t"))) {
            // A ping carries the time of now beside the place of the last fix.
            findings.heartbeat(Math.min(
                    AppTime.parse(values.text("tst")).orElse(request.receivedMillis()), request.receivedMillis()));
            return;
        }
        Fix fix = request.newFix();
        OptionalLong ofOverland = overlandTime(item, values, request.latestMillis());
        if (ofOverland.isPresent()) {
            fix.time(ofOverland.getAsLong());
        } else {
            fix.time(values.text("tst"));
        }
        fix.place(values.text("lat"), values.text("lon"))
                .speed(values.text("vel"), shapes.velocity())
                .course(values.text("cog", "bear"))
                .altitude(values.text("alt"), values.text("vac"))
                .accuracy(values.text("acc"));
        shapes.zeros().applied(fix, values).into(findings, index, values);
    }

    /** Whether the phone is plugged in: 1 unplugged, 2 charging, 3 full. */
    static Optional<Boolean> plugged(Values values) {
        String state = values.text("bs");
        if (state == null) {
            return Optional.empty();
        }
        return switch (state) {
            case "1", "false" -> Optional.of(false);
            case "2", "3", "true" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static OptionalLong overlandTime(JsonNode item, Values values, long latestMillis) {
        OptionalLong time = AppTime.parse(values.text("tst"));
        BigDecimal seconds = Numbers.parse(values.text("tst"));
        boolean counted = time.isPresent()
                && seconds != null
                && seconds.compareTo(OVERLAND_LIMIT_SECONDS) < 0
                && time.getAsLong() + OVERLAND_EPOCH_MILLIS <= latestMillis;
        for (var names = item.fieldNames(); counted && names.hasNext(); ) {
            counted = OVERLAND_KEYS.contains(names.next());
        }
        return counted ? OptionalLong.of(time.getAsLong() + OVERLAND_EPOCH_MILLIS) : OptionalLong.empty();
    }

    private static @Nullable String topicDevice(@Nullable String topic) {
        String[] parts = topic == null ? new String[0] : topic.split("/", -1);
        return parts.length < 2 ? null : parts[parts.length - 1];
    }
}
