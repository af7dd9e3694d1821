package dev.rumbo.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** Sends what a map draws; unchanged data is not sent again. */
final class MapAnswer {

    private MapAnswer() {}

    static Response of(MapData data, ObjectMapper json, Request request) throws JsonProcessingException {
        byte[] body = json.writeValueAsBytes(data);
        EntityTag tag = new EntityTag(UUID.nameUUIDFromBytes(body).toString());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(body).tag(tag) : unchanged)
                .header("Cache-Control", "private, no-cache")
                .build();
    }
}
