/**
 * What a source of history implements: {@link org.backscroll.api.source.HistorySource}, and the
 * values it speaks in.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package org.backscroll.api.source;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
