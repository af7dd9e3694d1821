package dev.rumbo.access;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the application answers to, asked of the application itself: "GET /devices/{id}". */
final class Routes {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    private Routes() {}

    /** The methods of all resources and pages. */
    static Set<String> ofResources() {
        return methods().map(Routes::route).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of the query parameters that each of them reads. */
    static Map<String, List<String>> queryParameters() {
        Map<String, List<String>> parameters = new TreeMap<>();
        methods()
                .forEach(method -> parameters.put(
                        route(method),
                        method.getParameters().stream()
                                .filter(parameter -> parameter.isAnnotatedWith(QueryParam.class))
                                .map(parameter -> parameter
                                        .getAnnotationOfType(QueryParam.class)
                                        .value())
                                .toList()));
        return parameters;
    }

    /** What Vert.x routes by path before or beside them. */
    static Set<String> ofVertx(Router router) {
        return router.getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaMethod> methods() {
        return CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> verb(method).isPresent());
    }

    private static Optional<String> verb(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType())
                .filter(type -> type.isAnnotatedWith(HttpMethod.class))
                .map(type -> type.getSimpleName())
                .findFirst();
    }

    private static String route(JavaMethod method) {
        return verb(method).orElseThrow() + " " + path(method);
    }

    private static String path(JavaMethod method) {
        String base = method.getOwner().getAnnotationOfType(Path.class).value();
        String rest = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        // A parameter's own pattern is no part of its name.
        return List.of(base, rest).stream()
                .map(part -> part.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}").replaceAll("^/|/$", ""))
                .filter(part -> !part.isEmpty())
                .map(part -> "/" + part)
                .reduce(String::concat)
                .orElse("/");
    }
}
