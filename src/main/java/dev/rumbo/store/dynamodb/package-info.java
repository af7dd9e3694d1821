/**
 * The stores on Amazon DynamoDB: positions in chunks, one small conditional write for what a batch changes of a device.
 *
 * <p>It may depend on the stores' ports, {@code codec}, {@code aws} and the SDK; only {@code engine} sees it. Start at {@link
 * dev.rumbo.store.dynamodb.TableDesign}.
 */
@NullMarked
package dev.rumbo.store.dynamodb;

import org.jspecify.annotations.NullMarked;
