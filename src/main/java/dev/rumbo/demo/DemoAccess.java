package dev.rumbo.demo;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether the demo runs and how to log in to it; for templates {@code cdi:demo}. */
@Named("demo")
@Singleton
public class DemoAccess {

    /** Public on purpose: these accounts exist in a demo alone and own nothing but shipped drives. */
    static final String PASSWORD = "rumbo-demo";

    static final String ADMIN_EMAIL = "admin@demo.example";
    static final String DRIVER_EMAIL = "driver@demo.example";

    private final boolean enabled;

    DemoAccess(@ConfigProperty(name = "rumbo.demo", defaultValue = "false") boolean enabled) {
        this.enabled = enabled;
    }

    /** A way to log in. */
    public record Login(String email, String password) {}

    public boolean isEnabled() {
        return enabled;
    }

    /** The driver first, then the administrator; empty where the demo is off. */
    public List<Login> getLogins() {
        return enabled ? List.of(new Login(DRIVER_EMAIL, PASSWORD), new Login(ADMIN_EMAIL, PASSWORD)) : List.of();
    }
}
