package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request by its shape, so that an app that can speak like another (GPSLogger like Dawarich, Colota like Overland) or that was
 * given another app's address loses nothing. The kind decides what the shape cannot tell: units, and what 0 means.
 *
 * @param velocity the unit of {@code vel} beside {@code _type}
 * @param zeros what a 0 means there
 * @param flat reads what has no shape of its own
 */
record Shapes(AppRequest request, SpeedUnit velocity, FlatFields.Zeros zeros, Flat flat) {

    private static final List<String> LISTS = List.of("locations", "features", "positions");

    /** As OwnTracks has it: km/h, and what is there was measured. */
    static Shapes of(AppRequest request, Flat flat) {
        return new Shapes(request, SpeedUnit.KILOMETERS_PER_HOUR, FlatFields.Zeros.MEASURED, flat);
    }

    /** Reads named values without further structure. */
    interface Flat {
        void read(Values values, Findings findings, int index);
    }

    Findings read() {
        Findings findings = new Findings();
        request.deviceName().ifPresent(findings::identifier);
        if (request.json().isEmpty()) {
            flat.read(request.values(), findings, 0);
            return findings;
        }
        JsonBody body = request.json().get();
        JsonNode list = list(body.root());
        int index = 0;
        if (list != null) {
            for (JsonNode item : list) {
                item(item, findings, index++);
            }
        } else if (body.problem().isEmpty() && !body.root().isEmpty()) {
            item(body.root(), findings, 0);
        }
        if (!body.problem().isEmpty()) {
            findings.reject(index, body.problem(), "");
        }
        return findings;
    }

    private static @Nullable JsonNode list(JsonNode root) {
        if (root.isArray()) {
            return root;
        }
        for (String name : LISTS) {
            if (root.path(name).isArray()) {
                return root.get(name);
            }
        }
        return null;
    }

    private void item(JsonNode item, Findings findings, int index) {
        if (!item.isObject()) {
            findings.reject(index, "a position must be an object", "");
        } else if (item.has("geometry") || item.has("properties")) {
            Overland.item(item, request, findings, index);
        } else if (item.has("encrypted_data")) {
            findings.reject(index, "the payload is encrypted, and Rumbo has no key", "");
        } else if (item.has("_type")) {
            OwnTracks.item(item, this, findings, index);
        } else if (item.path("position").isObject()) {
            TraccarServer.item(item, request, findings, index);
        } else if (item.path("data").isObject()) {
            HomeAssistant.update(item, request, findings, index);
        } else if (item.path("location").isContainerNode()) {
            TraccarClient.item(item, request, findings, index);
        } else {
            flat.read(Values.of(item).or(request.values()), findings, index);
        }
    }
}
