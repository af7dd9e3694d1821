package dev.rumbo.web;

import dev.rumbo.geo.Box;
import dev.rumbo.geo.Coordinate;
import jakarta.ws.rs.NotFoundException;

/** Reads the part of the earth that a map shows. */
final class MapView {

    private static final int BORDERS = 4;

    private MapView() {}

    /**
     * Four numbers in degrees, south, west, north and east, as Leaflet writes them.
     *
     * @throws NotFoundException where it is anything else
     */
    static Box parse(String text) {
        String[] borders = text.split(",", -1);
        try {
            if (borders.length == BORDERS) {
                int[] e7 = new int[BORDERS];
                for (int i = 0; i < BORDERS; i++) {
                    int limit = i % 2 == 0 ? 90 : 180;
                    double degrees = Double.parseDouble(borders[i]);
                    e7[i] = (int) Math.round(Math.max(-limit, Math.min(limit, degrees)) * Coordinate.E7);
                }
                return new Box(e7[0], e7[1], e7[2], e7[3]);
            }
        } catch (IllegalArgumentException notAView) {
            throw new NotFoundException(notAView);
        }
        throw new NotFoundException();
    }
}
