package dev.rumbo.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A version of a fleet's rules. Never changed once stored; a fleet for which none is stored follows the defaults as its
 * version 1.
 *
 * @param version grows by one with every change
 * @param procedure the {@code TripRules.version} of the Rumbo that stored it: the defaults and the procedure that fill in
 *     what {@code values} does not say
 * @param values thresholds that differ from the default, by name
 * @param changedBy id of the user; empty where Rumbo itself made the version, because its procedure had changed
 */
public record RulesChange(
        String fleetId, int version, int procedure, Map<String, Double> values, Instant changedAt, String changedBy) {

    public RulesChange {
        if (version < DeviceHead.FIRST_RULES) {
            throw new IllegalArgumentException("versions begin with 1, was " + version);
        }
        values = Map.copyOf(values);
    }

    /** The values as one text, equal for equal values. */
    public String encodedValues() {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(value -> value.getKey() + '=' + value.getValue())
                        .collect(Collectors.joining(";"));
    }

    /** What {@link #encodedValues} made. */
    public static Map<String, Double> decodeValues(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(";")) {
            int equals = entry.indexOf('=');
            values.put(entry.substring(0, equals), Double.valueOf(entry.substring(equals + 1)));
        }
        return values;
    }
}
