package dev.rumbo.ingest.apps;

/** GPSLogger for Android: whatever its user wrote into the URL and the body, in m/s; 0 is mostly what it does not know. */
final class GpsLogger implements AppFormat {

    @Override
    public String kind() {
        return "gpslogger";
    }

    @Override
    public Findings read(AppRequest request) {
        return read(request, FlatFields.Untimed.REJECTED);
    }

    static Findings read(AppRequest request, FlatFields.Untimed untimed) {
        FlatFields flat = new FlatFields(
                request, SpeedUnit.METERS_PER_SECOND, 5, FlatFields.Zeros.UNKNOWN_UNLESS_MOVING, untimed);
        return new Shapes(request, flat.speed(), flat.zeros(), flat).read();
    }

    /** Its Dawarich sender puts a batch back that was not taken, and wants to hear what Overland wants to hear. */
    @Override
    public Answer answer(AppRequest request, Findings findings) {
        return Answer.with(
                Answer.object()
                        .put("result", "ok")
                        .put("accepted", findings.positions().size()),
                findings);
    }

    @Override
    public boolean sendsBatches() {
        return true;
    }
}
