/**
 * What runs beside the application on AWS, each a Lambda function of the name that its bean has.
 *
 * <p>They read the application's records with its own classes, and know neither its store nor its accounts. Start at {@link
 * dev.rumbo.functions.TripEndsFunction}.
 */
@NullMarked
package dev.rumbo.functions;

import org.jspecify.annotations.NullMarked;
