package dev.rumbo.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the modules of the pages import. A page that names all of them in its head gets them at once; a browser that has to find
 * them waits for one before it knows the next.
 */
@ApplicationScoped
@Named("modules")
public class Modules {

    private static final String FOLDER = "/js/";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*\"\\./([\\w-]+)\\.js\"$");

    private final Map<String, List<String>> behind = new ConcurrentHashMap<>();

    /** Addresses of the modules that a script in the folder js imports, itself or through others; without its own. */
    public List<String> behind(String script) {
        return behind.computeIfAbsent(script, Modules::follow);
    }

    private static List<String> follow(String script) {
        Set<String> found = new LinkedHashSet<>();
        Queue<String> open = new ArrayDeque<>(List.of(script));
        while (!open.isEmpty()) {
            IMPORT.matcher(read(open.remove()))
                    .results()
                    .map(line -> line.group(1))
                    .filter(found::add)
                    .forEach(open::add);
        }
        return found.stream().map(name -> FOLDER + name + ".js").toList();
    }

    private static String read(String name) {
        String path = "/META-INF/resources" + FOLDER + name + ".js";
        try (InputStream script = Modules.class.getResourceAsStream(path)) {
            if (script == null) {
                throw new IllegalStateException("no script " + path);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
