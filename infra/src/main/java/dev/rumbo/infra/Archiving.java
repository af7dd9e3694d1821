package dev.rumbo.infra;

/** Who keeps every position that comes in files, beside the store and longer than the stream. */
enum Archiving {
    /** Nobody. */
    NONE,
    /** The application: each position once, and what is deleted leaves the files, too. */
    APPLICATION,
    /** Amazon Data Firehose, for who asks by Athena: single positions never leave the files. */
    FIREHOSE
}
