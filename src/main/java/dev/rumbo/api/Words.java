package dev.rumbo.api;

/** What the OpenAPI document says of parameters that several calls share. */
final class Words {

    static final String FROM = "Start of the span, included: ISO 8601 with an offset or Z. Absent: since ever";
    static final String TO = "End of the span, not included: ISO 8601 with an offset or Z. Absent: open";
    static final String USER = "Id of the user asked for; administrators may name any of the fleet";
    static final String DEVICE = "Id of the device asked for";
    static final String LIMIT = "At most so many items: 1 to 10,000, by default 1,000";
    static final String NEXT = "What the page before gave as next, with the other parameters unchanged";
    static final String DAY = "As yyyy-mm-dd, in the time zone of the user asked for";

    private Words() {}
}
