package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Position;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What is known of a device without reading its track. Present once the first position is stored.
 *
 * @param version counts the writes; a write states the version that it was computed from
 * @param first first position in the total order
 * @param last last position in the total order
 * @param rulesVersion the version of the fleet's rules that all of the device's segments and totals follow
 * @param rebuild present while its timeline is being rebuilt
 * @param corrected where the owner ever corrected it
 * @param emptied whether nothing is stored of it, all positions having been removed again; first and last say nothing then
 * @param zone by whose days all of the device's totals are counted: the owner's when it was first written or rebuilt last; empty
 *     where a version of Rumbo wrote it that did not tell
 * @param frontier up to where its positions went by the fleet's policy while its trips stayed. {@code first} then says when the first of
 *     them begins and where, and is stored nowhere; where no position is left, {@code last} says nothing but when the given trips end
 */
public record DeviceHead(
        DeviceKey device,
        long version,
        Position first,
        Position last,
        int rulesVersion,
        Optional<RebuildMark> rebuild,
        CorrectedSpan corrected,
        boolean emptied,
        Optional<ZoneId> zone,
        Optional<Frontier> frontier) {

    /** The version of the rules of a fleet whose rules were never changed. */
    public static final int FIRST_RULES = 1;

    /** First and last position of a device that has none. */
    public static final Position NOWHERE = Position.of(Instant.EPOCH, new Coordinate(0, 0));

    public DeviceHead(DeviceKey device, long version, Position first, Position last) {
        this(device, version, first, last, FIRST_RULES, Optional.empty(), CorrectedSpan.NONE);
    }

    /** One that does not tell by whose days its totals are counted. */
    public DeviceHead(
            DeviceKey device,
            long version,
            Position first,
            Position last,
            int rulesVersion,
            Optional<RebuildMark> rebuild,
            CorrectedSpan corrected) {
        this(device, version, first, last, rulesVersion, rebuild, corrected, false, Optional.empty());
    }

    /** One of which all positions are kept. */
    public DeviceHead(
            DeviceKey device,
            long version,
            Position first,
            Position last,
            int rulesVersion,
            Optional<RebuildMark> rebuild,
            CorrectedSpan corrected,
            boolean emptied,
            Optional<ZoneId> zone) {
        this(device, version, first, last, rulesVersion, rebuild, corrected, emptied, zone, Optional.empty());
    }

    /** Whether something of it can be shown: a position, or trips whose positions went. */
    public boolean isKnown() {
        return !emptied || frontier.isPresent();
    }

    /** No stored position is earlier. */
    public long positionsFromMillis() {
        return frontier.map(known -> Math.max(known.positionsFromMillis(), first.timeMillis()))
                .orElse(first.timeMillis());
    }

    /** Segments that start before it are given; the smallest number where none are. */
    public long segmentsFromMillis() {
        return frontier.map(Frontier::segmentsFromMillis).orElse(Long.MIN_VALUE);
    }

    /** The next version with another frontier. */
    public DeviceHead behind(Frontier newFrontier, Position newFirst) {
        return new DeviceHead(
                device,
                version + 1,
                newFirst,
                last,
                rulesVersion,
                rebuild,
                corrected,
                emptied,
                zone,
                Optional.of(newFrontier));
    }

    /** Of a device that has no positions. */
    public static DeviceHead empty(DeviceKey device, int rulesVersion, ZoneId zone) {
        return new DeviceHead(
                device,
                0,
                NOWHERE,
                NOWHERE,
                rulesVersion,
                Optional.empty(),
                CorrectedSpan.NONE,
                true,
                Optional.of(zone));
    }

    /** The next version, where no correction tells of an instant in the span any more. */
    public DeviceHead without(ErasedSpan span) {
        return new DeviceHead(
                device,
                version + 1,
                isKnown() ? first : NOWHERE,
                isKnown() ? last : NOWHERE,
                rulesVersion,
                rebuild,
                corrected.without(span),
                emptied,
                zone,
                frontier);
    }

    /** What a rebuild leaves behind: the mark is gone. */
    public DeviceHead rebuilt(int newRulesVersion, ZoneId newZone) {
        return new DeviceHead(
                device,
                version + 1,
                first,
                last,
                newRulesVersion,
                Optional.empty(),
                corrected,
                emptied,
                Optional.of(newZone),
                frontier);
    }

    /** The same device with a rebuild begun. */
    public DeviceHead marked(RebuildMark mark) {
        return new DeviceHead(
                device, version + 1, first, last, rulesVersion, Optional.of(mark), corrected, emptied, zone, frontier);
    }

    /** The next version, of which nothing else is different. */
    public DeviceHead next() {
        return new DeviceHead(
                device, version + 1, first, last, rulesVersion, rebuild, corrected, emptied, zone, frontier);
    }
}
