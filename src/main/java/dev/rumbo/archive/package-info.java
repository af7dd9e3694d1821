/**
 * Everything of an account in one zip, and back into an account.
 *
 * <p>Start at {@link dev.rumbo.archive.ArchiveExport} and {@link dev.rumbo.archive.ArchiveRestore}; what the zip holds is in
 * {@link dev.rumbo.archive.Manifest}.
 */
@NullMarked
package dev.rumbo.archive;

import org.jspecify.annotations.NullMarked;
