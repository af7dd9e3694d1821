package dev.rumbo.ingest.apps;

/** How one app speaks: what its requests say, and which answer keeps its data. */
public interface AppFormat {

    /** Its name in the address, {@code /i/{kind}/…}. */
    String kind();

    /** What the request says. Never fails on content. */
    Findings read(AppRequest request);

    /** The answer once everything found is durably in the stream. */
    default Answer answer(AppRequest request, Findings findings) {
        return Answer.receipt(findings);
    }

    /**
     * Whether a body over the size limits is refused with 413, so that the app keeps it: right for apps that send a batch
     * whose size can be lowered; an app that sends one thing at a time would try the same for ever or delete it.
     */
    default boolean sendsBatches() {
        return false;
    }
}
