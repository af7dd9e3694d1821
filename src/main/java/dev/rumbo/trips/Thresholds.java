package dev.rumbo.trips;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The thresholds of {@link TripRules} by name: what each may be, and why it is what it is. */
public final class Thresholds {

    /** In the order in which the rules work. */
    public static final List<Threshold> ALL = List.of(
            of("barrierSilenceSeconds", "s", 1200, 86_400)
                    .because("No stop in the recorded drives depends on what lies an hour of silence away; longer makes"
                            + " late positions dearer, shorter cuts ferries and dead phones in two."),
            of("barrierDwellSeconds", "s", 300, 1800)
                    .because("Twice as long as a stay, to either side of a full hour: whoever lay still so long did not"
                            + " just wait at a light."),
            of("maxAccuracyMeters", "m", 5, 10_000)
                    .because("Less exact positions come from cell towers and wireless networks and lie anywhere."),
            of("maxSpeedMetersPerSecond", "m/s", 10, 400)
                    .because("216 km/h: faster than cars go on roads, slower than any leap of a receiver."),
            of("confirmPositions", "positions", 2, 100)
                    .because("Reflections agree with one another for two or three positions, not for five."),
            of("confirmSeconds", "s", 5, 3600)
                    .because("Reflections between houses last for seconds, a ferry's other shore for good."),
            of("spikeMeters", "m", 5, 1000)
                    .because("Positions next to each other scatter less; what leaps further and back is an error."),
            of("maxAccelerationMetersPerSecondSquared", "m/s²", 2, 50).because("A car's tyres hold no more."),
            of("dwellRadiusMeters", "m", 5, 1000)
                    .because("The positions of phones that lie still in the recorded drives scatter within it."),
            of("dwellSeconds", "s", 60, 7200)
                    .because(
                            "Lights and most jams are shorter; at 7 or 8 minutes taxis that wait for their passenger and"
                                    + " journeys at the bus stop are cut."),
            of("errandSeconds", "s", 60, 7200)
                    .because("Nobody leaves a queue the way they came; an errand of five minutes does."),
            of("turnReachMeters", "m", 50, 5000)
                    .because("Over 150 m a lap around a car park looks like turning back, over 300 m it does not."),
            of("wakeSeconds", "s", 0, 3600)
                    .because("Phones sleep where they lie: a silence right after a stop belongs to it."),
            of("excursionMeters", "m", 10, 5000)
                    .because("As far as a parked phone's wrong places lie off in the recorded drives."),
            of("excursionPositions", "positions", 0, 100)
                    .because("One or two wrong places in a row are errors, three are a walk."),
            of("errorPositions", "positions", 0, 100)
                    .because("An error stays put for a while, a car that leaves goes on."),
            of("silenceStandSeconds", "s", 30, 7200)
                    .because(
                            "What is left of the silence had the car driven straight on; a stop in a town takes as long."),
            of("townSpeedMetersPerSecond", "m/s", 1, 60)
                    .because(
                            "22 km/h as the crow flies, lights and detours included: the median over ten minutes of a drive,"
                                    + " measured on recorded drives."),
            of("resumeRadiusMeters", "m", 10, 5000)
                    .because("A phone that wakes up in a garage first finds itself so far away."),
            of("minTripMeters", "m", 0, 10_000).because("Less is manoeuvring in a car park, or drift."),
            of("minTripReachMeters", "m", 0, 10_000).because("Drift walks about its place and gets no further."),
            of("minTripSeconds", "s", 0, 3600).because("No errand by car is shorter."),
            of("walkSpeedMetersPerSecond", "m/s", 0.5, 10).because("9 km/h: nobody walks faster."),
            of("walkWindowSeconds", "s", 5, 600)
                    .because("Steps of a second are noise; over a minute town traffic is as slow as a walk."),
            of("driveReachSeconds", "s", 10, 3600).because("A drive gets away from where it began within two minutes."),
            of("driveReachMeters", "m", 50, 10_000)
                    .because("A position that is still settling leaps once, and not so far."),
            of("minWalkSeconds", "s", 30, 7200).because("A shorter slow stretch is the car leaving its parking space."),
            of("maxWalkSeconds", "s", 30, 86_400)
                    .because("A longer way on foot is a leg of a journey by bus or train and stays in the trip."),
            of("unknownSeconds", "s", 30, 86_400)
                    .because("After a silence as long as a stop nothing is known of the way."),
            of("noiseMeters", "m", 0, 100).because("Good receivers scatter less from one second to the next."),
            of("smoothingSeconds", "s", 0.5, 60).because("A car's path is nearly straight for so long."),
            of("stepMeters", "m", 0.5, 500).because("Shorter steps measure the noise and not the way."),
            of("harshAccelerationMetersPerSecondSquared", "m/s²", 1, 20)
                    .because("A full-throttle start of an ordinary car makes 3 to 4, everyday starts stay below 2.5."),
            of("harshBrakingMetersPerSecondSquared", "m/s²", 1, 20)
                    .because("Everyday braking stays below 3, an emergency stop makes 6 and more."));

    private Thresholds() {}

    private record Draft(String name, String unit, double min, double max) {

        Threshold because(String reason) {
            return new Threshold(
                    name,
                    unit,
                    component(name).getType() == int.class,
                    value(TripRules.DEFAULT, name),
                    min,
                    max,
                    reason);
        }
    }

    private static Draft of(String name, String unit, double min, double max) {
        return new Draft(name, unit, min, max);
    }

    /** The value of one threshold under the rules. */
    public static double value(TripRules rules, String name) {
        try {
            return ((Number) component(name).getAccessor().invoke(rules)).doubleValue();
        } catch (ReflectiveOperationException ofARecord) {
            throw new IllegalStateException(ofARecord);
        }
    }

    /**
     * What is wrong with values that are to replace defaults, by name, in words; empty where nothing is.
     *
     * @param values by name; unknown names are wrong
     */
    public static Map<String, String> problems(Map<String, Double> values) {
        Map<String, String> problems = new TreeMap<>();
        values.forEach((name, value) -> {
            String problem = ALL.stream()
                    .filter(threshold -> threshold.name().equals(name))
                    .findFirst()
                    .map(threshold -> threshold.problem(value))
                    .orElse("there is no such threshold");
            if (!problem.isEmpty()) {
                problems.put(name, problem);
            }
        });
        if (problems.isEmpty()) {
            TripRules rules = rules(values);
            notAbove(problems, rules, "errandSeconds", "dwellSeconds");
            notAbove(problems, rules, "dwellRadiusMeters", "excursionMeters");
            notAbove(problems, rules, "minTripReachMeters", "minTripMeters");
            notAbove(problems, rules, "minWalkSeconds", "maxWalkSeconds");
        }
        return problems;
    }

    private static void notAbove(Map<String, String> problems, TripRules rules, String lower, String upper) {
        if (value(rules, lower) > value(rules, upper)) {
            problems.put(lower, "must not be above " + upper + ", which is " + Threshold.text(value(rules, upper)));
        }
    }

    /** The defaults with some values replaced; names that are not known here are left out. */
    public static TripRules rules(Map<String, Double> values) {
        Object[] arguments = Arrays.stream(TripRules.class.getRecordComponents())
                .map(component -> argument(component, values))
                .toArray();
        try {
            return constructor().newInstance(arguments);
        } catch (ReflectiveOperationException ofARecord) {
            throw new IllegalStateException(ofARecord);
        }
    }

    private static Object argument(RecordComponent component, Map<String, Double> values) {
        String name = component.getName();
        boolean fixed = name.equals("version");
        double value = fixed ? TripRules.DEFAULT.version() : values.getOrDefault(name, value(TripRules.DEFAULT, name));
        return component.getType() == int.class ? (Object) (int) value : (Object) value;
    }

    private static Constructor<TripRules> constructor() throws NoSuchMethodException {
        Class<?>[] types = Arrays.stream(TripRules.class.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return TripRules.class.getDeclaredConstructor(types);
    }

    private static RecordComponent component(String name) {
        return Arrays.stream(TripRules.class.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no threshold is called " + name));
    }
}
