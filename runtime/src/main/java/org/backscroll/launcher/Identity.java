package org.backscroll.launcher;

import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** By which OSGi tells bundles apart. */
record Identity(String symbolicName, Version version) {
    static Identity of(Bundle bundle) {
        return new Identity(bundle.getSymbolicName(), bundle.getVersion());
    }
}
