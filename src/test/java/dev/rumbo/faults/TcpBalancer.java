package dev.rumbo.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Passes connections on to the first of its instances that takes them. It knows nothing of health checks, so that one that is stopping
 * still gets new ones until its port is closed.
 */
final class TcpBalancer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> viewers = ConcurrentHashMap.newKeySet();
    private final int[] instances;

    /** @param instances their ports */
    TcpBalancer(int... instances) throws IOException {
        this.instances = instances.clone();
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket viewer : viewers) {
            viewer.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket viewer = server.accept();
                threads.execute(() -> join(viewer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket viewer) {
        try (viewer;
                Socket instance = connect()) {
            viewers.add(viewer);
            threads.execute(() -> pass(viewer, instance));
            pass(instance, viewer);
        } catch (IOException gone) {
            // Closing both is what the viewer is told.
        } finally {
            viewers.remove(viewer);
        }
    }

    private Socket connect() throws IOException {
        IOException refused = new IOException("there is no instance");
        for (int port : instances) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException stopped) {
                refused = stopped;
            }
        }
        throw refused;
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException closed) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // Nothing can be told to it any more.
        }
    }
}
