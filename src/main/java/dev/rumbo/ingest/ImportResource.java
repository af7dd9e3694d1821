package dev.rumbo.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.api.Problem;
import dev.rumbo.ingest.apps.SpeedUnit;
import dev.rumbo.ingest.files.PositionFile;
import dev.rumbo.ingest.files.UnreadableFileException;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.stream.StreamUnavailableException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes files of positions. */
@Path("/api/v1/devices/{id}/imports")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Posting positions")
public class ImportResource {

    private final CurrentUser current;
    private final AccountStore accounts;
    private final FileImport files;
    private final Clock clock;

    ImportResource(CurrentUser current, AccountStore accounts, FileImport files, Clock clock) {
        this.current = current;
        this.accounts = accounts;
        this.files = files;
        this.clock = clock;
    }

    /** What a file holds, and what of it was imported. */
    @Schema(name = "Import")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImportJson(
            long positions,
            @Nullable String from,
            @Nullable String to,

            @Schema(description = "Positions within a minute of one that was stored before")
            long overlapping,

            @Schema(description = "Positions that are durably in the stream now; 0 in a preview")
            long imported,

            List<ReasonJson> rejected) {}

    @Schema(name = "ImportRejection")
    record ReasonJson(String reason, long count) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Import a GPX, GeoJSON or CSV file, also in gzip or zip",
            description = "Told apart by content. The file is read to its end before anything is written.")
    @APIResponse(responseCode = "200", description = "What the file holds, and how much of it was imported")
    @APIResponse(responseCode = "400", description = "The file cannot be read; nothing was imported")
    @APIResponse(responseCode = "413", description = "The file is larger than 8 MB as it is sent")
    @APIResponse(responseCode = "503", description = "The stream cannot take it now; import the same again later")
    public ImportJson post(
            InputStream body,
            @PathParam("id") String id,
            @Parameter(description = "true: say what would be done, write nothing")
                    @QueryParam("preview")
                    @DefaultValue("false")
                    boolean preview,
            @Parameter(description = "skip leaves out what overlaps stored positions, keep imports it too")
                    @QueryParam("overlap")
                    @DefaultValue("skip")
                    String overlap,
            @Parameter(description = "mps, kmh or knots, where a CSV column of speed does not tell")
                    @QueryParam("speedUnit")
                    @Nullable
                    String speedUnit)
            throws IOException {
        DeviceKey device = device(id);
        boolean skip = skip(overlap);
        PositionFile.Options options = new PositionFile.Options(
                clock.instant().plus(PositionsResource.CLOCK_AHEAD).toEpochMilli(), unit(speedUnit));
        try {
            byte[] file = body.readAllBytes();
            FileImport.Found found = files.look(device, file, options);
            long written = preview ? 0 : files.write(device, file, options, found, skip);
            return json(found, written);
        } catch (UnreadableFileException unreadable) {
            throw Problem.badRequest(String.valueOf(unreadable.getMessage()));
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StreamUnavailableException unavailable) {
                throw unavailable;
            }
            throw failed;
        } catch (IOException damaged) {
            throw Problem.badRequest("The file is damaged: it breaks off or is not valid gzip or zip.");
        }
    }

    private static ImportJson json(FileImport.Found found, long imported) {
        boolean any = found.positions() > 0;
        return new ImportJson(
                found.positions(),
                any ? Instant.ofEpochMilli(found.fromMillis()).toString() : null,
                any ? Instant.ofEpochMilli(found.toMillis()).toString() : null,
                found.overlapping(),
                imported,
                found.rejected().entrySet().stream()
                        .map(reason -> new ReasonJson(reason.getKey(), reason.getValue()))
                        .toList());
    }

    private static boolean skip(String overlap) {
        return switch (overlap) {
            case "skip" -> true;
            case "keep" -> false;
            default -> throw Problem.badRequest("overlap", "overlap must be skip or keep");
        };
    }

    private static Optional<SpeedUnit> unit(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name) {
                    case "mps" -> SpeedUnit.METERS_PER_SECOND;
                    case "kmh" -> SpeedUnit.KILOMETERS_PER_HOUR;
                    case "knots" -> SpeedUnit.KNOTS;
                    default -> throw Problem.badRequest("speedUnit", "speedUnit must be mps, kmh or knots");
                });
    }

    private DeviceKey device(String id) {
        return accounts.findDevice(current.user().fleetId(), id)
                .filter(found -> found.state() == Device.State.ACTIVE)
                .map(Device::key)
                .filter(key ->
                        current.isAdmin() || key.owner().equals(current.user().owner()))
                .orElseThrow(() -> Problem.notFound("There is no such device."));
    }
}
