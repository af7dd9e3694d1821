package dev.rumbo.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The raster tiles under the routes; the only addresses outside the installation that a page asks for. */
@ConfigMapping(prefix = "rumbo.map")
public interface MapConfig {

    /**
     * Address of a tile with the placeholders {s} (optional), {z}, {x} and {y}; absolute, or a path on this server. Or "none": then
     * no page asks for a tile, and a grid of coordinates lies under the routes.
     */
    @WithDefault("https://tile.openstreetmap.org/{z}/{x}/{y}.png")
    String tileUrl();

    /** Whom the tiles' license wants named, as HTML. */
    @WithDefault("&copy; <a href=\"https://www.openstreetmap.org/copyright\">OpenStreetMap</a>")
    String attribution();

    /** Deepest zoom at which there are tiles. */
    @WithDefault("19")
    int maxZoom();
}
