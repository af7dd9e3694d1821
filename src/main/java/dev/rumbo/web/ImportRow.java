package dev.rumbo.web;

import dev.rumbo.store.ImportRecord;

/**
 * A line of the list of imports.
 *
 * @param running whether it is at work in this moment
 */
public record ImportRow(ImportRecord of, boolean running) {

    /** Whether there is something to take back. */
    public boolean canUndo() {
        return !running && of.state() != ImportRecord.State.UNDONE;
    }

    /** The name of a message. */
    public String state() {
        return switch (of.state()) {
            case RUNNING -> running ? "running" : "brokenOff";
            case DONE -> "done";
            case UNDOING -> "undoing";
            case UNDONE -> "undone";
        };
    }
}
