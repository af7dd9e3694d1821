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
 * @param spikeMeters positions next to each other scatter this far at most; one that leaps further off the track ...
 * @param maxAccelerationMetersPerSecondSquared ... and off what a car's tyres can do, and then back, is an error
 * @param dwellRadiusMeters a parked phone's positions scatter this far around their mean
 * @param dwellSeconds staying within the radius at least this long is a stop; traffic lights and most jams are shorter
 * @param errandSeconds staying at least this long is a stop as well if the device leaves the way it came
 * @param turnReachMeters how far before and after the stay the two ways are compared; they lie at most as far apart
 * @param wakeSeconds a silence right after a stop that leaves this much time to stand prolongs it
 * @param excursionMeters a parked phone now and then reports a place this far off without having moved
 * @param excursionPositions how many such places in a row are believed to be errors
 * @param errorPositions how many are if they lie together: an error stays put for a while, a car that leaves goes on
 * @param silenceStandSeconds a silence that leaves the device this much time to stand, had it driven straight on at town
 *     speed, ends the trip
 * @param townSpeedMetersPerSecond what a car makes in a town as the crow flies, lights and detours included: the median
 *     over ten minutes of a drive, measured on recorded drives (docs/trips.md)
 * @param resumeRadiusMeters found again within this distance the device counts as not having moved
 * @param minTripMeters path of the shortest trip: less is manoeuvring in a car park, or drift
 * @param minTripReachMeters a trip gets at least this far from its start: drift does not
 * @param minTripSeconds duration of the shortest trip
 * @param walkSpeedMetersPerSecond nobody walks faster than this
 * @param walkWindowSeconds speed is judged over this time: steps of a second are noise
 * @param driveReachSeconds a drive that begins or ends leads, within this time ...
 * @param driveReachMeters ... at least this far: a position that is still settling leaps once
 * @param minWalkSeconds a shorter slow stretch at an end of a trip is the car leaving its parking space
 * @param maxWalkSeconds a longer way on foot is a leg of a journey of its own, by bus or train, and stays in the trip
 * @param unknownSeconds after a silence as long as a stop nothing is known of the way, and it is counted apart
 * @param noiseMeters positions that scatter independently by more than this are smoothed before they are measured
 * @param smoothingSeconds they are averaged over this time to either side: a car's path is nearly straight for so long
 * @param stepMeters positions closer than this to the last one measured do not count as movement
 * @param harshAccelerationMetersPerSecondSquared gaining speed this fast is harsh: a full-throttle start of an ordinary car makes
 *     3 to 4, everyday starts stay below 2.5
 * @param harshBrakingMetersPerSecondSquared losing speed this fast is harsh: everyday braking stays below 3, an emergency stop makes
 *     6 and more
 */
public record TripRules(
        int version,
        int barrierSilenceSeconds,
        int barrierDwellSeconds,
        double maxAccuracyMeters,
        double maxSpeedMetersPerSecond,
        int confirmPositions,
        int confirmSeconds,
        double spikeMeters,
        double maxAccelerationMetersPerSecondSquared,
        double dwellRadiusMeters,
        int dwellSeconds,
        int errandSeconds,
        double turnReachMeters,
        int wakeSeconds,
        double excursionMeters,
        int excursionPositions,
        int errorPositions,
        int silenceStandSeconds,
        double townSpeedMetersPerSecond,
        double resumeRadiusMeters,
        double minTripMeters,
        double minTripReachMeters,
        int minTripSeconds,
        double walkSpeedMetersPerSecond,
        int walkWindowSeconds,
        int driveReachSeconds,
        double driveReachMeters,
        int minWalkSeconds,
        int maxWalkSeconds,
        int unknownSeconds,
        double noiseMeters,
        double smoothingSeconds,
        double stepMeters,
        double harshAccelerationMetersPerSecondSquared,
        double harshBrakingMetersPerSecondSquared) {

    /** The rules that a new installation starts with. */
    public static final TripRules DEFAULT = new TripRules(
            /* version= */ 3,
            /* barrierSilenceSeconds= */ 3600,
            /* barrierDwellSeconds= */ 1200,
            /* maxAccuracyMeters= */ 100,
            /* maxSpeedMetersPerSecond= */ 60,
            /* confirmPositions= */ 5,
            /* confirmSeconds= */ 120,
            /* spikeMeters= */ 25,
            /* maxAccelerationMetersPerSecondSquared= */ 8,
            /* dwellRadiusMeters= */ 50,
            /* dwellSeconds= */ 600,
            /* errandSeconds= */ 300,
            /* turnReachMeters= */ 300,
            /* wakeSeconds= */ 120,
            /* excursionMeters= */ 200,
            /* excursionPositions= */ 2,
            /* errorPositions= */ 5,
            /* silenceStandSeconds= */ 240,
            /* townSpeedMetersPerSecond= */ 6,
            /* resumeRadiusMeters= */ 150,
            /* minTripMeters= */ 300,
            /* minTripReachMeters= */ 150,
            /* minTripSeconds= */ 60,
            /* walkSpeedMetersPerSecond= */ 2.5,
            /* walkWindowSeconds= */ 30,
            /* driveReachSeconds= */ 120,
            /* driveReachMeters= */ 250,
            /* minWalkSeconds= */ 150,
            /* maxWalkSeconds= */ 360,
            /* unknownSeconds= */ 480,
            /* noiseMeters= */ 3,
            /* smoothingSeconds= */ 4,
            /* stepMeters= */ 8,
            /* harshAccelerationMetersPerSecondSquared= */ 3,
            /* harshBrakingMetersPerSecondSquared= */ 3.5);

    /** How long a device can have stood in a silence in which it got so far, had it driven straight on otherwise. */
    double standSeconds(double seconds, double meters) {
        return seconds - meters / townSpeedMetersPerSecond;
    }
}
