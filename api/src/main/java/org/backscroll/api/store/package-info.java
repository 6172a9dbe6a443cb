/**
 * What a store implements: {@link org.backscroll.api.store.HistoryStore}, the optional services of
 * a store, and the values they speak in.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package org.backscroll.api.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
