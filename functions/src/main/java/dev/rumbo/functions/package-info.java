/**
 * What runs beside the application on AWS, each a Lambda function of the name that its bean has.
 *
 * <p>They read the application's records with its own classes, and of its tables only whose a device is, where records do not say it.
 * Start at {@link dev.rumbo.functions.TripEndsFunction} or {@link dev.rumbo.functions.ArchiveRowsFunction}.
 */
@NullMarked
package dev.rumbo.functions;

import org.jspecify.annotations.NullMarked;
