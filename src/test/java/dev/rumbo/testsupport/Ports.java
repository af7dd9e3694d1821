package dev.rumbo.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/**
 * Ports for servers that a test starts, of a range that no other JVM's tests use at that time. They lie below those that the
 * system gives to connections: one of these could take a port between its choice and the start of its server.
 */
public final class Ports {

    private static final int FIRST = 11_000;
    private static final int LAST = 31_000;
    private static final int RANGE = 500;

    /** Of the next port: a property, since it counts for every class loader of this JVM. */
    private static final String NEXT = "rumbo.test.next-port";

    /** Listening on its first port keeps a range for this JVM. */
    private static Optional<ServerSocket> held = Optional.empty();

    private Ports() {}

    /** One that nobody listens on, and that is not given again. */
    public static int free() {
        synchronized (Runtime.getRuntime()) {
            if (System.getProperty(NEXT) == null) {
                System.setProperty(NEXT, Integer.toString(holdRange() + 1));
            }
            int port = Integer.getInteger(NEXT);
            while (!isFree(port)) {
                port++;
            }
            System.setProperty(NEXT, Integer.toString(port + 1));
            return port;
        }
    }

    private static int holdRange() {
        for (int first = FIRST; first < LAST; first += RANGE) {
            Optional<ServerSocket> socket = listen(first);
            if (socket.isPresent()) {
                held = socket;
                return first;
            }
        }
        throw new IllegalStateException("No ports are free between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        Optional<ServerSocket> socket = listen(port);
        socket.ifPresent(Ports::close);
        return socket.isPresent();
    }

    private static Optional<ServerSocket> listen(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            return Optional.empty();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
