package dev.rumbo.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Turns the API's problems into pages for people.
 *
 * <p>A filter and not a mapper of exceptions: what a failure means is decided in one place, for programs and people alike,
 * and only its face differs.
 */
class ErrorPages {

    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/i/", "/q/");

    private static final MediaType PROBLEM = new MediaType("application", "problem+json");

    @CheckedTemplate(basePath = "ErrorPage")
    static class Templates {
        static native TemplateInstance error(Shell shell, int status);

        private Templates() {}
    }

    @ServerResponseFilter
    void draw(ContainerRequestContext request, ContainerResponseContext response) {
        boolean problem = !response.hasEntity() || PROBLEM.isCompatible(typeOf(response));
        if (response.getStatus() < 400 || !problem || !isForPeople(request)) {
            return;
        }
        Locale language = Languages.of(request.getAcceptableLanguages());
        String html = Templates.error(Shell.closed(language), response.getStatus())
                .setLocale(language)
                .render();
        response.setEntity(html, null, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
    }

    private static MediaType typeOf(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        return type == null ? MediaType.APPLICATION_OCTET_STREAM_TYPE : type;
    }

    private static boolean isForPeople(ContainerRequestContext request) {
        String path = "/" + request.getUriInfo().getPath().replaceFirst("^/", "");
        return FOR_PROGRAMS.stream().noneMatch(path::startsWith)
                && request.getAcceptableMediaTypes().stream()
                        .anyMatch(type -> type.getType().equals("text")
                                && type.getSubtype().equals("html"));
    }
}
