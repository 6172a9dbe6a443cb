/**
 * What a strategy implements: {@link org.backscroll.api.strategy.SyncStrategy}, and the values it
 * speaks in.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package org.backscroll.api.strategy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
