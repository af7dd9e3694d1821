package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.ErasedSpan;
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
        Optional<ZoneId> zone) {

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
                emptied ? NOWHERE : first,
                emptied ? NOWHERE : last,
                rulesVersion,
                rebuild,
                corrected.without(span),
                emptied,
                zone);
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
                Optional.of(newZone));
    }

    /** The same device with a rebuild begun. */
    public DeviceHead marked(RebuildMark mark) {
        return new DeviceHead(
                device, version + 1, first, last, rulesVersion, Optional.of(mark), corrected, emptied, zone);
    }
}
