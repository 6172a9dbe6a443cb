/**
 * Tests that whoever writes a part for Backscroll runs against it: {@link
 * org.backscroll.tck.StoreContract}, {@link org.backscroll.tck.SourceContract} and {@link
 * org.backscroll.tck.StrategyContract}. Extend one, say how the part is made, and run it with JUnit
 * 5.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package org.backscroll.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
