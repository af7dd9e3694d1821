package dev.rumbo.ingest.apps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every app whose requests Rumbo reads. */
public final class AppFormats {

    private static final Map<String, AppFormat> BY_KIND = List.of(
                    new OwnTracks(),
                    new Overland(),
                    new TraccarClient(),
                    new OsmAnd(),
                    new GpsLogger(),
                    new Colota(),
                    new HomeAssistant(),
                    new PhoneTrack(),
                    new ULogger(),
                    new TraccarServer())
            .stream()
            .collect(Collectors.toUnmodifiableMap(AppFormat::kind, Function.identity()));

    private AppFormats() {}

    public static Optional<AppFormat> find(String kind) {
        return Optional.ofNullable(BY_KIND.get(kind));
    }

    public static List<String> kinds() {
        return BY_KIND.keySet().stream().sorted().toList();
    }
}
