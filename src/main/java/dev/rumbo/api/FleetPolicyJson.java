package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivateTrips;
import dev.rumbo.privacy.Retention;
import dev.rumbo.privacy.WorkingHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What administrators see of the fleet's drivers. */
@Schema(name = "FleetPrivacy")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FleetPolicyJson(
        @Schema(
                description = "What is shown of trips that their driver marked as private: totals is when and how far,"
                        + " without any place",
                enumeration = {"totals", "nothing", "shown"},
                required = true)
        @Nullable
        String privateTrips,

        @Schema(description = "Outside of them no position is shown; left out for always") @Nullable
        HoursJson workingHours,

        @Schema(description = "Whether drivers may leave the live map", required = true) @Nullable
        Boolean driversDecide,

        @Schema(description = "For how long what was recorded is kept; left out for ever") @Nullable
        RetentionJson retention) {

    /** What goes after how many days. */
    @Schema(name = "Retention")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RetentionJson(
            @Schema(
                    description = "Days after which positions go; their trips and totals stay",
                    minimum = "7",
                    maximum = "36500")
            @Nullable
            Integer positionDays,

            @Schema(
                    description = "Days after which trips and totals go too, no fewer; left out for never",
                    minimum = "7",
                    maximum = "36500")
            @Nullable
            Integer tripDays,

            @Schema(description = "When the first may go; only read") @Nullable
            Instant from) {

        static RetentionJson from(Retention kept) {
            return new RetentionJson(kept.positionDays(), kept.tripDays().orElse(null), kept.from());
        }

        Retention read() {
            if (positionDays == null || positionDays < Retention.LEAST_DAYS || positionDays > Retention.MOST_DAYS) {
                throw Problem.badRequest(
                        "retention.positionDays",
                        "is required, from " + Retention.LEAST_DAYS + " to " + Retention.MOST_DAYS);
            }
            if (tripDays != null && (tripDays < positionDays || tripDays > Retention.MOST_DAYS)) {
                throw Problem.badRequest("retention.tripDays", "must be from positionDays to " + Retention.MOST_DAYS);
            }
            return new Retention(positionDays, Optional.ofNullable(tripDays), Instant.EPOCH);
        }
    }

    /** Working hours, by each driver's own clock. */
    @Schema(name = "WorkingHours")
    record HoursJson(
            @Schema(description = "Days on which work begins, from monday to sunday") @Nullable
            List<String> days,

            @Schema(description = "When it begins, such as 08:00") @Nullable
            String from,

            @Schema(description = "When it ends; on the next day where it is not after from") @Nullable
            String to) {

        static HoursJson from(WorkingHours hours) {
            return new HoursJson(
                    hours.days().stream().map(FleetPolicyJson::word).toList(),
                    hours.from().toString(),
                    hours.to().toString());
        }

        WorkingHours read() {
            return new WorkingHours(readDays(), time("workingHours.from", from), time("workingHours.to", to));
        }

        private Set<DayOfWeek> readDays() {
            EnumSet<DayOfWeek> read = EnumSet.noneOf(DayOfWeek.class);
            for (String day : days == null ? List.<String>of() : days) {
                read.add(find(DayOfWeek.values(), day)
                        .orElseThrow(() -> Problem.badRequest("workingHours.days", "must be monday to sunday")));
            }
            if (read.isEmpty()) {
                throw Problem.badRequest("workingHours.days", "must name at least one day");
            }
            return read;
        }

        private static LocalTime time(String field, @Nullable String text) {
            try {
                return LocalTime.parse(text == null ? "" : text);
            } catch (DateTimeParseException noTime) {
                throw Problem.badRequest(field, "is required, a time such as 08:00");
            }
        }
    }

    static FleetPolicyJson from(FleetPolicy policy) {
        return new FleetPolicyJson(
                word(policy.privateTrips()),
                policy.hours().map(HoursJson::from).orElse(null),
                policy.driversDecide(),
                policy.retention().map(RetentionJson::from).orElse(null));
    }

    FleetPolicy read() {
        if (driversDecide == null) {
            throw Problem.badRequest("driversDecide", "is required, true or false");
        }
        return new FleetPolicy(
                find(PrivateTrips.values(), privateTrips)
                        .orElseThrow(() -> Problem.badRequest("privateTrips", "is required: totals, nothing or shown")),
                Optional.ofNullable(workingHours).map(HoursJson::read),
                driversDecide,
                Optional.ofNullable(retention).map(RetentionJson::read));
    }

    private static <T extends Enum<T>> Optional<T> find(T[] values, @Nullable String word) {
        for (T value : values) {
            if (word(value).equals(word)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
