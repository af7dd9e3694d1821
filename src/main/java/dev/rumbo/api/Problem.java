package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * An error answer of RFC 9457, {@code application/problem+json}.
 *
 * @param type a URI that names the kind; {@code about:blank} says that the status is all there is to know
 * @param errors the fields that are wrong; empty where no field is to blame
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<FieldError> errors) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One wrong field.
     *
     * @param field its name as the caller sent it
     */
    public record FieldError(String field, String detail) {}

    public static Problem of(int status, String detail) {
        return of(status, detail, List.of());
    }

    public static Problem of(int status, String detail, List<FieldError> errors) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : Objects.requireNonNull(known.getReasonPhrase());
        return new Problem("about:blank", title, status, detail, List.copyOf(errors));
    }

    /** 400, naming the field. */
    public static ProblemException badRequest(String field, String detail) {
        return new ProblemException(of(400, detail, List.of(new FieldError(field, detail))));
    }

    /** 400 where no single field is to blame. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(of(400, detail));
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException(of(403, detail));
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(of(404, detail));
    }

    public static ProblemException conflict(String field, String detail) {
        return new ProblemException(of(409, detail, List.of(new FieldError(field, detail))));
    }

    public static ProblemException tooLarge(String detail) {
        return new ProblemException(of(413, detail));
    }

    /** 429 with {@code Retry-After}. */
    public static ProblemException tooManyRequests(String detail, Duration retryAfter) {
        return new ProblemException(of(429, detail), retryAfter);
    }

    public Response.ResponseBuilder toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }
}
