package dev.rumbo.traces;

import dev.rumbo.stream.TraceParent;
import java.util.Optional;

/** Where the steps of posts are recorded. */
public interface Traces extends AutoCloseable {

    /** What a step is to the one before it, as OpenTelemetry distinguishes. */
    enum Kind {
        SERVER,
        PRODUCER,
        CONSUMER
    }

    /** Nowhere. A trace that another instance began is passed on. */
    Traces NOWHERE = new Traces() {
        @Override
        public Optional<Step> begin(String name) {
            return Optional.empty();
        }

        @Override
        public Step follow(String name, Kind kind, TraceParent before) {
            return new Step() {
                @Override
                public TraceParent parent() {
                    return before;
                }

                @Override
                public Step note(String key, Object value) {
                    return this;
                }

                @Override
                public void end(boolean succeeded) {
                    // Recorded nowhere.
                }
            };
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /** Begins a trace with what a client asked for; empty where this one is not recorded. */
    Optional<Step> begin(String name);

    /** Begins a step of a trace. */
    Step follow(String name, Kind kind, TraceParent before);

    /** Sends what is not sent yet; bounded in time. */
    @Override
    void close();

    /** What takes a while. Safe for use by several threads. */
    interface Step {

        /** What a step that follows is told. */
        TraceParent parent();

        /** @param value a text or a whole number; neither a position nor a secret */
        Step note(String key, Object value);

        /** To be called once. */
        void end(boolean succeeded);
    }
}
