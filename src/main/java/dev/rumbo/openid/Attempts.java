package dev.rumbo.openid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The log-ins that were begun in one browser and have not come back, the newest first: one for each of its tabs. */
public record Attempts(List<Attempt> begun) {

    /** More tabs nobody waits in; and a cookie has little room. */
    private static final int MOST = 3;

    private static final String SEPARATOR = "~";

    public Attempts {
        begun = List.copyOf(begun);
    }

    /** What a cookie holds, as far as it is of use. */
    public static Attempts read(@Nullable String text, Instant now) {
        return new Attempts(Arrays.stream((text == null ? "" : text).split(SEPARATOR, MOST + 1))
                .flatMap(one -> Attempt.read(one, now).stream())
                .toList());
    }

    /** As the cookie holds them. */
    public String text() {
        return begun.stream().map(Attempt::text).collect(Collectors.joining(SEPARATOR));
    }

    public boolean isEmpty() {
        return begun.isEmpty();
    }

    /** The oldest go where there are too many. */
    public Attempts with(Attempt another) {
        List<Attempt> all = new ArrayList<>(List.of(another));
        all.addAll(begun);
        return new Attempts(all.subList(0, Math.min(MOST, all.size())));
    }

    public Attempts without(Attempt one) {
        return new Attempts(
                begun.stream().filter(attempt -> !attempt.equals(one)).toList());
    }

    /** The one that the provider's answer belongs to. */
    public Optional<Attempt> find(@Nullable String returnedState) {
        return begun.stream()
                .filter(attempt -> returnedState != null && attempt.isOf(returnedState))
                .findFirst();
    }
}
