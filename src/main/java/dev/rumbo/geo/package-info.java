/**
 * Earth geometry: coordinates, geodesic distance on the WGS 84 ellipsoid, and the bridge to planar JTS.
 *
 * <p>Pure Java on JTS and GeographicLib; no other package knows that JTS puts longitude first. Start at {@link
 * dev.rumbo.geo.Coordinate}.
 */
@NullMarked
package dev.rumbo.geo;

import org.jspecify.annotations.NullMarked;
