package dev.rumbo.ingest.apps;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names that home-made senders, templates and simple apps use for one fix.
 *
 * @param speed the unit of {@code speed} and its short forms
 * @param hdopMeters metres of accuracy that one {@code hdop} stands for where no accuracy is told
 * @param zeros what a 0 means
 * @param untimed what a fix without a time is
 */
record FlatFields(AppRequest request, SpeedUnit speed, int hdopMeters, Zeros zeros, Untimed untimed)
        implements Shapes.Flat {

    /** What a speed, course or altitude of 0 means. */
    enum Zeros {
        MEASURED,
        UNKNOWN,
        /** Unknown, unless the satellites' provider saw the phone move. */
        UNKNOWN_UNLESS_MOVING;

        Fix applied(Fix fix, Values values) {
            boolean measured = this == MEASURED
                    || (this == UNKNOWN_UNLESS_MOVING && "gps".equals(values.text("prov")) && fix.isMoving());
            return measured ? fix : fix.withoutZeros();
        }
    }

    /** What a fix without a time is. */
    enum Untimed {
        REJECTED,
        OF_NOW
    }

    private static final String[] TIME = {"timestamp", "tst", "datetime", "time", "timeoffset"};
    private static final String[] LATITUDE = {"lat", "latitude"};
    private static final String[] LONGITUDE = {"lon", "lng", "longitude"};

    @Override
    public void read(Values values, Findings findings, int index) {
        String name = values.text("id", "deviceid", "device_id", "device", "aid", "tid", "user");
        String time = values.text(TIME);
        findings.identifier(name);
        findings.battery(battery(values));
        findings.charging(values.flag("charge", "ischarging", "charging").or(() -> OwnTracks.plugged(values)));
        String[] place = place(values);
        if (place[0] == null && place[1] == null) {
            signOfLife(values, time, name, findings, index);
            return;
        }
        Fix fix = request.newFix().place(place[0], place[1]);
        if (time != null || untimed == Untimed.REJECTED) {
            fix.time(time);
        } else {
            fix.time(request.receivedMillis());
        }
        fix.speed(values.text("speed", "spd", "vel", "velocity"), speed)
                .course(values.text("bearing", "heading", "course", "dir", "cog", "bear"))
                .altitude(values.text("altitude", "alt", "ele"), values.text("vac", "vertical_accuracy"))
                .accuracy(values.text("accuracy", "acc", "gps_accuracy"));
        if (values.text("speed", "spd", "vel", "velocity") == null) {
            fix.speed(values.text("spd_kph"), SpeedUnit.KILOMETERS_PER_HOUR);
        }
        if (values.text("accuracy", "acc", "gps_accuracy") == null) {
            fix.accuracy(values.text("hdop"), hdopMeters);
        }
        zeros.applied(fix, values).into(findings, index, values);
    }

    /** Without a place it is a heartbeat, or a call by which the app registers, or nothing at all. */
    private void signOfLife(Values values, @Nullable String time, @Nullable String name, Findings findings, int index) {
        OptionalLong told = AppTime.parse(time);
        if (name != null || values.text("batt", "notificationToken") != null) {
            findings.heartbeat(Math.min(told.orElse(request.receivedMillis()), request.receivedMillis()));
        } else if (time != null) {
            findings.reject(index, "lat is missing", values.sample());
        }
    }

    private static @Nullable String[] place(Values values) {
        String latitude = values.text(LATITUDE);
        String longitude = values.text(LONGITUDE);
        String pair = values.text("location");
        if (latitude == null && longitude == null && pair != null) {
            String[] parts = pair.split(",", -1);
            return new @Nullable String[] {parts[0], parts.length > 1 ? parts[1] : null};
        }
        return new @Nullable String[] {latitude, longitude};
    }

    private static OptionalDouble battery(Values values) {
        return values.number("batt", "battery", "bat", "batteryLevel");
    }
}
