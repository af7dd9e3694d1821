package dev.rumbo.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The addresses that phone apps are given for one device.
 *
 * @param base of this server as the browser sees it, ending in a slash
 * @param token of the device; where it is not known any more, a text that stands for it
 * @param known whether the token is the real one
 */
public record ConnectLinks(String base, String token, boolean known) {

    static final String UNKNOWN = "…";

    /** Every ten seconds and every 30 metres while driving, nothing while the phone says that it rests. */
    private static final String TRACCAR_PROFILE =
            "?accuracy=high&distance=30&interval=10&angle=15&heartbeat=900&buffer=true"
                    + "&stop_detection=true&service=true";

    /** @param kind as in {@code /i/{kind}/…} */
    public String of(String kind) {
        return base + "i/" + kind + "/" + token;
    }

    /** What Traccar Client reads as a QR code: the server's address with its own settings behind. */
    public String traccar() {
        return of("traccar") + TRACCAR_PROFILE;
    }

    /** Opens OwnTracks with everything set: HTTP mode, significant changes, extended data. */
    public String ownTracks() {
        String configuration = "{\"_type\":\"configuration\",\"mode\":3,\"url\":\"" + of("owntracks")
                + "\",\"auth\":false,\"monitoring\":1,\"extendedData\":true}";
        return "owntracks:///config?inline="
                + Base64.getUrlEncoder().encodeToString(configuration.getBytes(StandardCharsets.UTF_8));
    }

    public QrCode traccarCode() {
        return QrCode.of(traccar());
    }

    public QrCode ownTracksCode() {
        return QrCode.of(ownTracks());
    }
}
