package dev.rumbo.web;

import java.util.Locale;

/**
 * A text as a QR code, drawn as one path of an SVG.
 *
 * @param size modules along each side, its quiet zone included
 * @param path of the dark modules, one unit each
 */
public record QrCode(int size, String path) {

    /** What the standard asks for around a code. */
    private static final int QUIET_ZONE = 4;

    static QrCode of(String text) {
        var code = io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append(String.format(Locale.ROOT, "M%d,%dh1v1h-1z", x + QUIET_ZONE, y + QUIET_ZONE));
                }
            }
        }
        return new QrCode(code.size + 2 * QUIET_ZONE, path.toString());
    }
}
