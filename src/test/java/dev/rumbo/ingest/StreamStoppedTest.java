package dev.rumbo.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.rumbo.api.LiveServer;
import dev.rumbo.stream.PositionStream;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** While the stream takes nothing, every app is told so in the way that makes it keep what it holds. */
@QuarkusTest
@TestProfile(StreamStoppedTest.OfItsOwn.class)
class StreamStoppedTest {

    /** An application that no other test uses, because its stream does not start again. */
    public static final class OfItsOwn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return new LiveServer().getConfigOverrides();
        }
    }

    @Inject
    PositionStream stream;

    @Test
    void everyAppIsAnsweredWith503() {
        LiveServer.Phone phone = LiveServer.newPhone(LiveServer.newDriver());
        stream.stop();
        for (String kind : new String[] {"owntracks", "overland", "traccar", "colota", "gpslogger"}) {
            given().body("{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":1772524805}")
                    .post("/i/" + kind + "/" + phone.token())
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body(not(containsString("\"ok\"")));
        }
        given().body("{\"_type\":\"lwt\"}")
                .post("/i/owntracks/" + phone.token())
                .then()
                .statusCode(200);
    }
}
