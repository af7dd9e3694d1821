package dev.rumbo.trips;

/**
 * Every threshold of trip detection. Changing one is a new version: results of two versions are never mixed.
 *
 * @param version grows with every change of a default or of the procedure
 * @param barrierSilenceSeconds a silence longer than this separates what lies before it from what lies after, whatever
 *     either side holds, so that a late position can only change what lies between two such silences
 * @param barrierDwellSeconds half the width of the window around a full hour of UTC in which a device that stayed put
 *     forms a barrier as well: a phone that lies on a desk and reports for weeks never falls silent
 * @param maxAccuracyMeters positions that their phone believes to be less exact than this are not used: they come from
 *     cell towers and lie anywhere
 * @param maxSpeedMetersPerSecond faster than any car on a road; a position that needs more to be reached waits for others
 *     that confirm it
 * @param confirmPositions so many positions in a row that agree with one another ...
 * @param confirmSeconds ... over at least this time show that the device really is there: after a ferry, or when the
 *     positions before were the wrong ones. Reflections between houses last for seconds, not minutes
 * @param dwellRadiusMeters a parked phone's positions scatter this far around their mean
 * @param dwellSeconds staying within the radius at least this long is a stop; traffic lights and most jams are shorter
 * @param excursionMeters a parked phone now and then reports a place this far off without having moved
 * @param excursionPositions how many such places in a row are believed to be errors
 * @param silenceSeconds phones that stand still fall silent; a silence longer than this may hide a stop
 * @param silenceSpeedMetersPerSecond mean speed across such a silence below which the car must have stood for most of it
 * @param longSilenceSeconds a silence longer than this ends the trip unless the car plainly drove through it
 * @param longSilenceSpeedMetersPerSecond mean speed, as the crow flies, that only driving for most of a long silence explains
 * @param resumeRadiusMeters found again within this distance the device counts as not having moved
 * @param minTripMeters path of the shortest trip: less is manoeuvring in a car park, or drift
 * @param minTripReachMeters a trip gets at least this far from its start: drift does not
 * @param minTripSeconds duration of the shortest trip
 * @param stepMeters positions closer than this to the last one measured do not count as movement
 */
public record TripRules(
        int version,
        int barrierSilenceSeconds,
        int barrierDwellSeconds,
        double maxAccuracyMeters,
        double maxSpeedMetersPerSecond,
        int confirmPositions,
        int confirmSeconds,
        double dwellRadiusMeters,
        int dwellSeconds,
        double excursionMeters,
        int excursionPositions,
        int silenceSeconds,
        double silenceSpeedMetersPerSecond,
        int longSilenceSeconds,
        double longSilenceSpeedMetersPerSecond,
        double resumeRadiusMeters,
        double minTripMeters,
        double minTripReachMeters,
        int minTripSeconds,
        double stepMeters) {

    /** The rules that a new installation starts with. */
    public static final TripRules DEFAULT =
            new TripRules(1, 3600, 1200, 100, 60, 5, 120, 50, 480, 200, 2, 240, 1.5, 900, 5, 150, 300, 150, 60, 8);
}
