package dev.rumbo.ingest.apps;

/** The OsmAnd app: a query like Traccar Client's, but in m/s, and its {@code hdop} is an accuracy in metres. */
final class OsmAnd implements AppFormat {

    @Override
    public String kind() {
        return "osmand";
    }

    @Override
    public Findings read(AppRequest request) {
        return TraccarClient.read(request, SpeedUnit.METERS_PER_SECOND, 1);
    }
}
