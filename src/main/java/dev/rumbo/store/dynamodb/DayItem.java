package dev.rumbo.store.dynamodb;

/**
 * What is settled of one day.
 *
 * @param number of the entry up to which the log is settled in it
 */
record DayItem(long number, Changes holds) {}
