/**
 * The JSON that Backscroll shows to the world: of messages, conversations, results, and the export.
 *
 * <p>Names are in snake_case, times in epoch milliseconds, and what is unknown is {@code null} and
 * never left out. Equal values give equal bytes.
 */
@Export
@Version("1.0.0")
package org.backscroll.formats;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
