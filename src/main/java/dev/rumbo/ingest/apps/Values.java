package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Named values, whatever carried them: a query, a form or a JSON object. Numbers may be texts; an empty text, {@code null}, a list
 * and an object are not there.
 */
final class Values {

    static final Values NONE = new Values(name -> null);

    /** What is shown of a rejected item: nothing that tells of networks, people or credentials. */
    private static final List<String> SHOWN = List.of(
            "_type",
            "tst",
            "timestamp",
            "time",
            "datetime",
            "fixTime",
            "lat",
            "latitude",
            "lon",
            "lng",
            "longitude",
            "location",
            "speed",
            "vel",
            "spd",
            "course",
            "cog",
            "bearing",
            "heading",
            "dir",
            "altitude",
            "alt",
            "accuracy",
            "acc",
            "horizontal_accuracy",
            "batt",
            "battery",
            "valid");

    private static final int LONGEST_SHOWN = 40;

    /** No app sends more; a body of nothing but separators is not taken apart. */
    private static final int MOST_FIELDS = 1_000;

    private final Function<String, @Nullable String> source;

    private Values(Function<String, @Nullable String> source) {
        this.source = source;
    }

    /** Of a JSON object; of anything else, none. */
    static Values of(@Nullable JsonNode node) {
        return node == null ? NONE : new Values(name -> scalar(node.get(name)));
    }

    /** Of a query or a form; where a name repeats, its first value that says something. */
    static Values ofForm(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        int from = 0;
        for (int i = 0; i < MOST_FIELDS && from < encoded.length(); i++) {
            int end = encoded.indexOf('&', from);
            String pair = encoded.substring(from, end < 0 ? encoded.length() : end);
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!value.isBlank()) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), value);
            }
            from += pair.length() + 1;
        }
        return new Values(fields::get);
    }

    /** These, and the other's where these say nothing. */
    Values or(Values other) {
        return new Values(name -> {
            String mine = text(name);
            return mine == null ? other.text(name) : mine;
        });
    }

    /** The first that says something. */
    @Nullable
    String text(String... names) {
        for (String name : names) {
            String value = source.apply(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    OptionalDouble number(String... names) {
        var number = Numbers.parse(text(names));
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
    }

    Optional<Boolean> flag(String... names) {
        String text = text(names);
        if (text == null) {
            return Optional.empty();
        }
        return switch (text) {
            case "true", "1", "yes" -> Optional.of(true);
            case "false", "0", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A few of the values in a line, for the eyes of whoever looks for what is wrong. */
    String sample() {
        return SHOWN.stream()
                .flatMap(name -> {
                    String value = text(name);
                    return value == null ? Stream.empty() : Stream.of(name + "=" + shortened(value));
                })
                .collect(Collectors.joining(" "));
    }

    private static String shortened(String value) {
        return value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
    }

    private static @Nullable String scalar(@Nullable JsonNode node) {
        return node == null || node.isNull() || !node.isValueNode() ? null : node.asText();
    }

    /** As it stands where it is not properly encoded. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
