package dev.rumbo.bench;

import dev.rumbo.simulator.DrivePlan;
import dev.rumbo.simulator.Drives;
import dev.rumbo.simulator.Faults;
import dev.rumbo.simulator.FleetPlan;
import dev.rumbo.simulator.PostRules;
import dev.rumbo.trips.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** The posts of a fleet that drives derived recorded roads, device after device, each going on where its last post ended. */
final class FleetRequests implements HttpLoad.Requests {

    private static final double SPREAD_METERS = 20_000;
    private static final int LARGEST_POSITION = 160;

    private final byte[][] heads;
    private final List<Iterator<Position>> drives;
    private final int size;
    private final boolean floor;
    private final PositionWriter writer = new PositionWriter();
    private final byte[] body;
    private int next;

    /**
     * @param path of the endpoint
     * @param tokens one per device
     * @param size positions in a post
     * @param fromMillis time of the first positions
     */
    FleetRequests(String path, List<String> tokens, int size, long fromMillis) {
        this(
                path,
                tokens,
                size,
                drives(tokens.size()).stream()
                        .map(plan -> plan.from(fromMillis))
                        .toList());
    }

    private FleetRequests(String path, List<String> tokens, int size, List<Iterator<Position>> drives) {
        this.size = size;
        this.floor = path.startsWith("/bench/");
        this.body = new byte[32 + size * LARGEST_POSITION];
        this.heads = tokens.stream()
                .map(token -> ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + token + "\r\nContent-Length: ")
                        .getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.drives = drives;
    }

    /** Of cars that post where they are at this moment. */
    static FleetRequests ofNow(String path, List<String> tokens) {
        long from = System.currentTimeMillis();
        return new FleetRequests(
                path,
                tokens,
                1,
                drives(tokens.size()).stream()
                        .map(plan -> untilNow(plan.from(from)))
                        .toList());
    }

    /** Where a car is now. One that is parked says so: its plan is silent until it leaves from there. */
    private static Iterator<Position> untilNow(Iterator<Position> drive) {
        return new Iterator<>() {
            private Position at = drive.next();

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Position next() {
                long now = System.currentTimeMillis();
                while (at.timeMillis() < now - 1_000) {
                    at = drive.next();
                }
                return at.timeMillis() <= now
                        ? at
                        : new Position(
                                now,
                                at.latitudeE7(),
                                at.longitudeE7(),
                                0,
                                Position.ABSENT,
                                Position.ABSENT,
                                Position.ABSENT);
            }
        };
    }

    static List<? extends DrivePlan> drives(int devices) {
        PostRules unused = new PostRules(Duration.ZERO, 1, Duration.ZERO, Faults.NONE);
        return FleetPlan.derived(Drives.shipped(), devices, SPREAD_METERS, unused, 1)
                .devices();
    }

    int size() {
        return size;
    }

    /** Whether what it posts is forgotten. */
    boolean isFloor() {
        return floor;
    }

    @Override
    public void write(ByteBuffer request) {
        int device = next;
        next = (next + 1) % heads.length;
        int length = writer.write(drives.get(device), size, body);
        request.put(heads[device]);
        request.put(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
        request.put((byte) '\r').put((byte) '\n').put((byte) '\r').put((byte) '\n');
        request.put(body, 0, length);
    }
}
