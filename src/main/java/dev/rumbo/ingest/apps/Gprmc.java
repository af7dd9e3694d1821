package dev.rumbo.ingest.apps;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** OpenGTS: an NMEA 0183 sentence {@code $GPRMC} in a parameter; its speed is in knots. */
final class Gprmc {

    private static final Pattern CLOCK = Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)(\\.\\d{1,9})?");
    private static final Pattern DATE = Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)");
    private static final Pattern ANGLE = Pattern.compile("(\\d{1,3})(\\d\\d(?:\\.\\d{1,12})?)");
    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);

    private Gprmc() {}

    static void read(Values values, AppRequest request, Findings findings) {
        String[] part = String.valueOf(values.text("gprmc")).split("[,*]", -1);
        findings.battery(values.number("batt", "bat"));
        if (part.length < 10) {
            findings.reject(0, "gprmc is not a whole sentence", "");
            return;
        }
        if (part[2].equals("V")) {
            findings.reject(0, "the receiver had no fix", "");
            return;
        }
        request.newFix()
                .time(time(part[1], part[9]))
                .place(degrees(part[3], part[4].equals("S")), degrees(part[5], part[6].equals("W")))
                .speed(part[7], SpeedUnit.KNOTS)
                .course(part[8])
                .altitude(values.text("alt", "altitude"), null)
                .accuracy(values.text("acc", "accuracy"))
                .into(findings, 0, values);
    }

    private static @Nullable String time(String clock, String date) {
        Matcher time = CLOCK.matcher(clock);
        Matcher day = DATE.matcher(date);
        if (!time.matches() || !day.matches()) {
            return null;
        }
        String fraction = time.group(4) == null ? "" : time.group(4);
        String century = Integer.parseInt(day.group(3)) < 80 ? "20" : "19";
        return century
                + day.group(3)
                + '-'
                + day.group(2)
                + '-'
                + day.group(1)
                + 'T'
                + time.group(1)
                + ':'
                + time.group(2)
                + ':'
                + time.group(3)
                + fraction
                + 'Z';
    }

    /** Degrees and minutes in one number, {@code 5230.978}. */
    private static @Nullable String degrees(String text, boolean negative) {
        Matcher angle = ANGLE.matcher(text);
        if (!angle.matches()) {
            return null;
        }
        BigDecimal degrees = new BigDecimal(angle.group(1))
                .add(new BigDecimal(angle.group(2)).divide(MINUTES, MathContext.DECIMAL64));
        return (negative ? degrees.negate() : degrees).toPlainString();
    }
}
