/** The archive in Amazon S3, and in what speaks its protocol. Start at {@link dev.rumbo.lake.s3.S3Storage}. */
@NullMarked
package dev.rumbo.lake.s3;

import org.jspecify.annotations.NullMarked;
