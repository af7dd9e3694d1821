package dev.rumbo.sqlite;

/** The files of the embedded engine within its data folder. */
public final class DataFolder {

    /** The records as they were accepted. */
    public static final String LOG = "log.db";

    /** Positions, trips, totals, accounts, and how far the log was read. */
    public static final String STORE = "store.db";

    /** The key under which the secrets of second factors rest in the store; made when it is first needed. */
    public static final String KEY = "second-factor.key";

    private DataFolder() {}
}
