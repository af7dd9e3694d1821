package dev.rumbo.ingest.apps;

import java.util.List;

/** Colota: OwnTracks' names, but {@code vel} in m/s and {@code bear}; also in batches like Overland's. */
final class Colota implements AppFormat {

    private static final List<String> BATCHES = List.of("locations", "features");

    @Override
    public String kind() {
        return "colota";
    }

    @Override
    public Findings read(AppRequest request) {
        return OwnTracks.read(request, SpeedUnit.METERS_PER_SECOND);
    }

    @Override
    public Answer answer(AppRequest request, Findings findings) {
        boolean batch = request.json()
                .filter(body -> BATCHES.stream().anyMatch(body.root()::has))
                .isPresent();
        return batch ? Overland.accepted(findings) : Answer.EMPTY_LIST;
    }

    @Override
    public boolean sendsBatches() {
        return true;
    }
}
