package dev.rumbo.api;

import dev.rumbo.places.Places;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.Scope;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.Page;
import dev.rumbo.trips.Trip;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Trips as a table for spreadsheets, written while they are read. */
@Path("/api/v1/trips.{format: csv|xlsx}")
@RolesAllowed("driver")
@Tag(name = "Reading")
public class TripsTableResource {

    private static final int TRIPS_PER_READ = 1_000;
    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Timelines timelines;
    private final Subjects subjects;
    private final CurrentUser current;

    TripsTableResource(Timelines timelines, Subjects subjects, CurrentUser current) {
        this.timelines = timelines;
        this.subjects = subjects;
        this.current = current;
    }

    /** Receives rows one by one. */
    private interface Table {
        void row(TripRow row) throws IOException;
    }

    @GET
    @Operation(summary = "Whole trips that overlap the span, as CSV or XLSX, chosen by the name")
    @APIResponse(responseCode = "200", description = "A header line and a row for each trip, by start")
    public Response table(
            @PathParam("format") String format,
            @Parameter(description = Words.FROM) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.TO) @QueryParam("to") @Nullable String to,
            @Parameter(description = Words.DEVICE) @QueryParam("device") @Nullable String device,
            @Parameter(description = Words.USER) @QueryParam("user") @Nullable String user) {
        Query.Span span = Query.Span.parse(from, to);
        boolean everything = user == null && device == null;
        Scope scope =
                everything ? subjects.visible() : subjects.find(user, device).scope();
        ZoneId zone = everything
                ? current.user().timeZone()
                : subjects.find(user, device).user().timeZone();
        Viewer viewer = subjects.viewer();
        StreamingOutput body = format.equals("csv")
                ? stream -> csv(stream, viewer, scope, span, zone)
                : stream -> xlsx(stream, viewer, scope, span, zone);
        return Response.ok(body, format.equals("csv") ? CSV : XLSX)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"trips." + format + "\"")
                .build();
    }

    private void csv(OutputStream stream, Viewer viewer, Scope scope, Query.Span span, ZoneId zone) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        out.write(String.join(",", TripRow.HEADER) + CsvCells.LINE_END);
        rows(viewer, scope, span, zone, row -> out.write(row.csv() + CsvCells.LINE_END));
        out.flush();
    }

    private void xlsx(OutputStream stream, Viewer viewer, Scope scope, Query.Span span, ZoneId zone)
            throws IOException {
        try (Workbook book = new Workbook(stream, "Rumbo", "1.0")) {
            Worksheet sheet = book.newWorksheet("Trips");
            for (int column = 0; column < TripRow.HEADER.size(); column++) {
                sheet.value(0, column, TripRow.HEADER.get(column));
            }
            int[] line = {0};
            rows(viewer, scope, span, zone, row -> {
                line[0]++;
                for (int column = 0; column < row.cells().size(); column++) {
                    cell(sheet, line[0], column, row.cells().get(column));
                }
                if (line[0] % TRIPS_PER_READ == 0) {
                    sheet.flush();
                }
            });
        }
    }

    private static void cell(Worksheet sheet, int line, int column, @Nullable Object cell) {
        if (cell instanceof LocalDateTime time) {
            sheet.value(line, column, time);
            sheet.style(line, column).format("yyyy-mm-dd hh:mm:ss").set();
        } else if (cell instanceof BigDecimal || cell instanceof Integer) {
            sheet.value(line, column, (Number) cell);
        } else if (cell != null) {
            sheet.value(line, column, cell.toString());
        }
    }

    private void rows(Viewer viewer, Scope scope, Query.Span span, ZoneId zone, Table table) throws IOException {
        Optional<String> next = Optional.empty();
        do {
            Page<Trip> page = timelines.trips(viewer, scope, span.fromMillis(), span.toMillis(), TRIPS_PER_READ, next);
            for (Trip trip : page.items()) {
                table.row(TripRow.of(TripJson.from(trip, Places.NONE), zone));
            }
            next = page.next();
        } while (next.isPresent());
    }
}
