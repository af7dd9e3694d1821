package dev.rumbo.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.rumbo.security.TooManyAttemptsException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.StreamUnavailableException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers every failure of the API with a problem, and sends a page's visitor who is not logged in to the log-in page.
 *
 * <p>What the caller did wrong is said in full; what went wrong here is logged and never shown.
 */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String API = "/api/";
    private static final Duration STORE_RETRY_AFTER = Duration.ofSeconds(5);

    @ServerExceptionMapper
    Response problem(ProblemException failure) {
        Problem problem = failure.problem();
        return failure.retryAfter().isZero()
                ? problem.toResponse().build()
                : retry(problem.status(), problem.detail(), failure.retryAfter());
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(UriInfo uri) {
        if (!uri.getPath().startsWith(API)) {
            return Response.status(Response.Status.FOUND)
                    .location(URI.create("/login"))
                    .build();
        }
        return Problem.of(401, "A valid credential is needed; see WWW-Authenticate.")
                .toResponse()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return Problem.of(403, "This credential may not do that.").toResponse().build();
    }

    @ServerExceptionMapper
    Response tooMany(TooManyAttemptsException failure) {
        return retry(429, "Too many failed attempts; wait before the next.", failure.retryAfter());
    }

    @ServerExceptionMapper
    Response streamUnavailable(StreamUnavailableException failure) {
        LOG.warnf("The stream took nothing: %s", failure.getMessage());
        return retry(503, "The stream cannot take positions now. Send all of it again later.", failure.retryAfter());
    }

    @ServerExceptionMapper
    Response storeUnavailable(StoreUnavailableException failure) {
        LOG.warn("The store did not answer", failure);
        return retry(503, "The store cannot answer now. Try again later.", STORE_RETRY_AFTER);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure) {
        List<Problem.FieldError> errors = failure.getConstraintViolations().stream()
                .map(violation -> new Problem.FieldError(lastName(violation.getPropertyPath()), violation.getMessage()))
                .sorted((a, b) -> (a.field() + a.detail()).compareTo(b.field() + b.detail()))
                .toList();
        return Problem.of(400, "Some fields are wrong.", errors).toResponse().build();
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(reference -> reference.getFieldName() == null
                            ? "[" + reference.getIndex() + "]"
                            : reference.getFieldName())
                    .collect(Collectors.joining("."));
            return Problem.badRequest(field, field + " cannot be read")
                    .problem()
                    .toResponse()
                    .build();
        }
        return Problem.of(400, "The body is not valid JSON.").toResponse().build();
    }

    /** Named, because the framework answers this kind in a form of its own otherwise. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException failure) {
        return unreadable(failure);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException failure) {
        if (failure.getCause() instanceof JacksonException unreadable) {
            return unreadable(unreadable);
        }
        Response response = failure.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        return Problem.of(response.getStatus(), detail(response.getStatus()))
                .toResponse()
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException failure) {
        LOG.error("A request failed", failure);
        return Problem.of(500, "Something went wrong here; it was logged.")
                .toResponse()
                .build();
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take this method.";
            case 406 -> "None of the accepted media types is offered here.";
            case 415 -> "This media type cannot be read here.";
            default -> "The request could not be handled.";
        };
    }

    private static Response retry(int status, String detail, Duration retryAfter) {
        return Problem.of(status, detail)
                .toResponse()
                .header(
                        HttpHeaders.RETRY_AFTER,
                        Math.max(1, retryAfter.plusMillis(999).toSeconds()))
                .build();
    }

    private static String lastName(Path path) {
        String name = "";
        for (Path.Node node : path) {
            name = node.getName() == null ? name : node.getName();
        }
        return name;
    }
}
