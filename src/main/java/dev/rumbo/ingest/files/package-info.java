/**
 * Positions from files: GPX 1.0 and 1.1, GeoJSON and CSV, also in gzip and zip, told apart by content and read as a stream.
 *
 * <p>Pure functions of bytes. Start at {@link dev.rumbo.ingest.files.PositionFile}.
 */
@NullMarked
package dev.rumbo.ingest.files;

import org.jspecify.annotations.NullMarked;
