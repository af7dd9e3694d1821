package dev.rumbo.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * That a device's timeline is being rebuilt, and where positions or corrections changed since that began.
 *
 * <p>Whoever rebuilds reads the positions a stretch at a time while new ones arrive. The mark is part of the head, so that
 * an update and what it adds to the mark are one write: what the mark does not name was there when the rebuild began.
 *
 * @param id of the rebuild that set the mark
 * @param changed in order, apart from each other, at most {@link #MOST_SPANS}
 */
public record RebuildMark(String id, List<Span> changed) {

    /** Keeps the head small; a live device has one span, and each late upload one more. */
    static final int MOST_SPANS = 8;

    /** What lies closer together than this is read at once anyway. */
    private static final long CLOSE_MILLIS = 12 * 3_600_000L;

    public RebuildMark {
        if (id.isEmpty() || id.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("not an id: " + id);
        }
        changed = List.copyOf(changed);
    }

    /** Milliseconds since 1970-01-01T00:00Z, both included. */
    public record Span(long fromMillis, long toMillis) {

        private Span around(Span other) {
            return new Span(Math.min(fromMillis, other.fromMillis), Math.max(toMillis, other.toMillis));
        }
    }

    /** The mark of a rebuild that begins now. */
    public static RebuildMark begin(String id) {
        return new RebuildMark(id, List.of());
    }

    /** This, and that positions or corrections changed from one time to the other, both included. */
    public RebuildMark with(long fromMillis, long toMillis) {
        List<Span> spans = new ArrayList<>(changed);
        spans.add(new Span(fromMillis, toMillis));
        spans.sort(Comparator.comparingLong(Span::fromMillis));
        int closest = closest(spans);
        while (closest > 0 && (distance(spans, closest) < CLOSE_MILLIS || spans.size() > MOST_SPANS)) {
            spans.set(closest - 1, spans.get(closest - 1).around(spans.remove(closest)));
            closest = closest(spans);
        }
        return new RebuildMark(id, spans);
    }

    /** The span that is nearest to the one before it; 0 where there is one only. */
    private static int closest(List<Span> spans) {
        int closest = spans.size() > 1 ? 1 : 0;
        for (int i = 2; i < spans.size(); i++) {
            closest = distance(spans, i) < distance(spans, closest) ? i : closest;
        }
        return closest;
    }

    private static long distance(List<Span> spans, int index) {
        return spans.get(index).fromMillis() - spans.get(index - 1).toMillis();
    }

    /** As a short text. */
    public String encode() {
        StringBuilder text = new StringBuilder(id);
        changed.forEach(
                span -> text.append(' ').append(span.fromMillis()).append(' ').append(span.toMillis()));
        return text.toString();
    }

    /** What {@link #encode} made. */
    public static RebuildMark decode(String text) {
        String[] words = text.split(" ");
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i < words.length; i += 2) {
            spans.add(new Span(Long.parseLong(words[i]), Long.parseLong(words[i + 1])));
        }
        return new RebuildMark(words[0], spans);
    }
}
