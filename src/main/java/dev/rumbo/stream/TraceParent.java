package dev.rumbo.stream;

import java.util.regex.Pattern;

/**
 * The step of a trace that another step follows, as W3C Trace Context names it. Where there is one, the trace is recorded.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 */
public record TraceParent(String traceId, String spanId) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    /** @throws IllegalArgumentException where one is not of that form */
    public TraceParent {
        if (traceId.length() != TRACE_DIGITS
                || spanId.length() != SPAN_DIGITS
                || !HEX.matcher(traceId).matches()
                || !HEX.matcher(spanId).matches()) {
            throw new IllegalArgumentException("not the ids of a trace and a span");
        }
    }
}
