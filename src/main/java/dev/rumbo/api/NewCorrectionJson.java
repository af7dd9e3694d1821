package dev.rumbo.api;

import dev.rumbo.accounts.Names;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Change;
import dev.rumbo.trips.Correction.Delete;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Correction.Merge;
import dev.rumbo.trips.Correction.Split;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Trip;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a correction is asked for with. */
@Schema(
        name = "NewCorrection",
        description =
                "merge takes trips, or from and to; split takes at; delete and describe take trip, or from and to;"
                        + " describe takes name, purpose or both as well")
public record NewCorrectionJson(
        @Schema(description = "merge, split, delete or describe", required = true) @Nullable
        String kind,

        @Schema(description = "ISO 8601 with an offset or Z") @Nullable
        String from,

        @Schema(description = "ISO 8601 with an offset or Z") @Nullable
        String to,

        @Schema(description = "ISO 8601 with an offset or Z; the trip is split at the first used position from then on")
        @Nullable
        String at,

        @Schema(description = "Up to 200 characters; an empty one takes the name away") @Nullable
        String name,

        @Schema(description = "business, private, or none to take the mark away") @Nullable
        String purpose,

        @Schema(description = "Id of the trip to delete or describe") @Nullable
        String trip,

        @Schema(description = "Ids of two or more trips to merge, with what lies between them") @Nullable
        List<String> trips) {

    private static final String NOT_A_TRIP = "is no trip of this device";

    /** @param find finds a trip of the device that is corrected */
    public Change read(Function<String, Optional<Trip>> find) {
        return switch (kind == null ? "" : kind) {
            case "merge" -> {
                refuse("at", at);
                refuse("name", name);
                refuse("purpose", purpose);
                refuse("trip", trip);
                Query.Span span = trips == null ? span(Correction.LONGEST_MERGE) : merged(trips, find);
                yield new Merge(span.fromMillis(), span.toMillis());
            }
            case "split" -> {
                refuse("from", from);
                refuse("to", to);
                refuse("name", name);
                refuse("purpose", purpose);
                refuse("trip", trip);
                refuse("trips", trips);
                yield new Split(Query.time("at", required("at", at)));
            }
            case "delete" -> {
                refuse("name", name);
                refuse("purpose", purpose);
                Query.Span span = spanOrTrip(find);
                yield new Delete(span.fromMillis(), span.toMillis());
            }
            case "describe" -> {
                if (name == null && purpose == null) {
                    throw Problem.badRequest("name", "is required, or purpose is");
                }
                Query.Span span = spanOrTrip(find);
                yield new Describe(
                        span.fromMillis(),
                        span.toMillis(),
                        Optional.ofNullable(name).map(NewCorrectionJson::checkedName),
                        Optional.ofNullable(purpose).map(NewCorrectionJson::purpose));
            }
            default -> throw Problem.badRequest("kind", "must be merge, split, delete or describe");
        };
    }

    private Query.Span spanOrTrip(Function<String, Optional<Trip>> find) {
        refuse("at", at);
        refuse("trips", trips);
        if (trip == null) {
            return span(Correction.LONGEST);
        }
        refuse("from", from);
        refuse("to", to);
        Trip found = find.apply(trip).orElseThrow(() -> Problem.badRequest("trip", NOT_A_TRIP));
        return span(found.startMillis(), found.endMillis(), "trip", Correction.LONGEST);
    }

    private Query.Span merged(List<String> ids, Function<String, Optional<Trip>> find) {
        refuse("from", from);
        refuse("to", to);
        List<Trip> found = ids.stream()
                .distinct()
                .map(id -> Optional.ofNullable(id)
                        .flatMap(find)
                        .orElseThrow(() -> Problem.badRequest("trips", id + " " + NOT_A_TRIP)))
                .toList();
        if (found.size() < 2) {
            throw Problem.badRequest("trips", "must name two trips or more");
        }
        return span(
                found.stream().mapToLong(Trip::startMillis).min().orElseThrow(),
                found.stream().mapToLong(Trip::endMillis).max().orElseThrow(),
                "trips",
                Correction.LONGEST_MERGE);
    }

    private Query.Span span(Duration longest) {
        long start = Query.time("from", required("from", from));
        long end = Query.time("to", required("to", to));
        if (start >= end) {
            throw Problem.badRequest("to", "must lie after from");
        }
        return span(start, end, "to", longest);
    }

    private static Query.Span span(long fromMillis, long toMillis, String field, Duration longest) {
        if (toMillis - fromMillis > longest.toMillis()) {
            throw Problem.badRequest(
                    field, "must span " + longest.toHours() + " hours at most from the first start to the last end");
        }
        return new Query.Span(fromMillis, toMillis);
    }

    private static String checkedName(String name) {
        if (name.codePointCount(0, name.length()) > Correction.LONGEST_NAME) {
            throw Problem.badRequest("name", "must have 200 characters at most");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("name", "must not have control characters");
        }
        if (name.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw Problem.badRequest("name", "must be Unicode text");
        }
        if (name.codePoints().anyMatch(point -> (point & 0xFFFE) == 0xFFFE)) {
            throw Problem.badRequest("name", "must not have code points that are no characters");
        }
        if (!name.isBlank() && Names.read(name, Correction.LONGEST_NAME).isEmpty()) {
            throw Problem.badRequest("name", "must be seen, and must not turn the direction of the text after it");
        }
        return name.strip();
    }

    private static Edits.Purpose purpose(String text) {
        return Arrays.stream(Edits.Purpose.values())
                .filter(purpose -> CorrectionJson.word(purpose).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("purpose", "must be business, private or none"));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw Problem.badRequest(field, "is required");
        }
        return value;
    }

    private void refuse(String field, @Nullable Object value) {
        if (value != null) {
            throw Problem.badRequest(field, "does not go with what else is given for " + kind);
        }
    }
}
