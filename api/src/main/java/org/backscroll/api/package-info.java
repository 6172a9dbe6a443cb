/**
 * What applications use: the {@link org.backscroll.api.HistoryClient} of an account and the values
 * it speaks in.
 *
 * <p>No method of this API takes or returns {@code null}: what may be absent is an {@link
 * java.util.Optional}, what may be empty is an empty collection. Values are immutable and may be
 * shared between threads. Times are {@link java.time.Instant}s with millisecond precision.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package org.backscroll.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
