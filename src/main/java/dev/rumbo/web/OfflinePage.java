package dev.rumbo.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** What {@code sw.js} keeps for addresses that it has nothing of while there is no connection. */
@Path("/offline")
@Blocking
@PermitAll
public class OfflinePage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance offline(Shell shell);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance offline(@Context HttpHeaders headers) {
        Locale language = Languages.of(headers.getAcceptableLanguages());
        return Templates.offline(Shell.closed(language)).setLocale(language);
    }
}
