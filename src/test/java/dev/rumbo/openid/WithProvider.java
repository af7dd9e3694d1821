package dev.rumbo.openid;

import dev.rumbo.api.LiveServer;
import dev.rumbo.testsupport.Ports;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** The application with a provider of log-ins on this machine, which the test starts: the application asks it only when somebody logs in. */
public final class WithProvider implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(new LiveServer().getConfigOverrides());
        config.put("rumbo.openid.issuer", "http://127.0.0.1:" + Ports.free());
        config.put("rumbo.openid.client-id", TestProvider.CLIENT);
        config.put("rumbo.openid.client-secret", TestProvider.SECRET);
        config.put("rumbo.openid.name", "Acme");
        config.put("rumbo.openid.roles-claim", "cognito:groups");
        return config;
    }
}
