package dev.rumbo.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports by name; the same in every class loader of this JVM. */
final class Ports {

    private Ports() {}

    static synchronized int of(String name) {
        String property = "ports." + name;
        if (System.getProperty(property) == null) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.setProperty(property, Integer.toString(socket.getLocalPort()));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return Integer.getInteger(property);
    }
}
