package dev.rumbo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends requests to this machine over kept connections from one thread, with little work of its own: client and server
 * share the cores.
 */
final class HttpLoad implements AutoCloseable {

    /** Makes the requests. */
    interface Requests {
        /** Writes one whole request into the empty buffer. */
        void write(ByteBuffer request);
    }

    /**
     * What came back.
     *
     * @param accepted answers with status 202
     * @param others answers with another status
     * @param seconds from the first request to the last answer that counts
     * @param nanos from when a request was due to its answer
     */
    record Result(long accepted, long others, double seconds, Histogram nanos) {

        double perSecond() {
            return accepted / seconds;
        }

        double millis(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1e6;
        }
    }

    private static final int LARGEST_REQUEST = 4 << 20;
    private static final int LARGEST_ANSWER = 64 << 10;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int ACCEPTED = 202;

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Requests requests;
    private final ByteBuffer request = ByteBuffer.allocateDirect(LARGEST_REQUEST);
    private Histogram nanos = new Histogram(3);
    private long accepted;
    private long others;
    private int inFlight;
    private String lastOther = "";

    HttpLoad(int port, int size, Requests requests) throws IOException {
        this.requests = requests;
        this.selector = Selector.open();
        for (int i = 0; i < size; i++) {
            Connection connection = new Connection(port);
            connections.add(connection);
            idle.add(connection);
        }
    }

    /** As many as the connections carry, one request at a time on each. */
    Result closedLoop(Duration length) throws IOException {
        return run(length, 0);
    }

    /** The last answer of another status than 202. */
    String lastOther() {
        return lastOther;
    }

    /**
     * At a fixed rate, whether or not the answers come: a request that finds no free connection waits for one, and its
     * wait counts.
     */
    Result openLoop(double perSecond, Duration length) throws IOException {
        return run(length, perSecond);
    }

    private Result run(Duration length, double perSecond) throws IOException {
        nanos = new Histogram(3);
        accepted = 0;
        others = 0;
        long start = System.nanoTime();
        long end = start + length.toNanos();
        long sent = 0;
        while (System.nanoTime() < end) {
            long now = System.nanoTime();
            while (!idle.isEmpty() && (perSecond == 0 || start + sent / perSecond * 1e9 <= now)) {
                long due = perSecond == 0 ? now : start + (long) (sent / perSecond * 1e9);
                idle.remove().send(due);
                sent++;
                now = perSecond == 0 ? System.nanoTime() : now;
            }
            receive(perSecond != 0);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long inTime = accepted;
        while (inFlight > 0) {
            receive(false);
        }
        return new Result(perSecond == 0 ? inTime : accepted, others, seconds, nanos);
    }

    private void receive(boolean paced) throws IOException {
        int ready = paced ? selector.select(1) : selector.select(TimeUnit.SECONDS.toMillis(30));
        if (ready == 0 && !paced && inFlight > 0) {
            throw new IOException("no answer for 30 seconds");
        }
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
            ((Connection) keys.next().attachment()).receive();
            keys.remove();
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
        private long dueNanos;

        Connection(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(long due) throws IOException {
            dueNanos = due;
            request.clear();
            requests.write(request);
            request.flip();
            while (request.hasRemaining()) {
                channel.write(request);
            }
            inFlight++;
        }

        void receive() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("the server closed a connection");
            }
            int body = bodyStart();
            if (body < 0 || answer.position() < body + contentLength(body)) {
                return;
            }
            nanos.recordValue(System.nanoTime() - dueNanos);
            if (status() == ACCEPTED) {
                accepted++;
            } else {
                others++;
                lastOther = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
            }
            answer.clear();
            inFlight--;
            idle.add(this);
        }

        private int status() {
            return Integer.parseInt(new String(answer.array(), 9, 3, StandardCharsets.US_ASCII));
        }

        private int bodyStart() {
            byte[] bytes = answer.array();
            for (int i = 3; i < answer.position(); i++) {
                if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private int contentLength(int body) throws IOException {
            byte[] bytes = answer.array();
            for (int i = 0; i + LENGTH.length < body; i++) {
                if (bytes[i] == '\n' && matches(bytes, i + 1)) {
                    int length = 0;
                    for (int at = i + 1 + LENGTH.length; bytes[at] != '\r'; at++) {
                        length = bytes[at] == ' ' ? length : length * 10 + bytes[at] - '0';
                    }
                    return length;
                }
            }
            throw new IOException("an answer without a length: "
                    + new String(bytes, 0, body, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
        }

        private static boolean matches(byte[] bytes, int at) {
            for (int i = 0; i < LENGTH.length; i++) {
                if ((bytes[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
                    return false;
                }
            }
            return true;
        }
    }
}
