package dev.rumbo.access;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** The application behind a proxy that it trusts, and with less patience for bodies than people would like. */
public final class Guarded implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(new LiveServer().getConfigOverrides());
        config.put("rumbo.ingest.body-within", "2s");
        config.put("quarkus.http.proxy.proxy-address-forwarding", "true");
        config.put("quarkus.http.proxy.allow-x-forwarded", "true");
        config.put("quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        return config;
    }
}
