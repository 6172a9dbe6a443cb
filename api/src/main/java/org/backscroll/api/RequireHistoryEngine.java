package org.backscroll.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/**
 * On a type or package of a bundle that uses {@link HistoryClient}: writes into the manifest that
 * the bundle needs an engine, so that a resolver picks one, and with it a store and a strategy for
 * each type of sync. Sources are the deployer's choice. Needs no code at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requirement(
        namespace = "osgi.implementation",
        name = RequireHistoryEngine.ENGINE,
        version = RequireHistoryEngine.VERSION)
public @interface RequireHistoryEngine {
    /** What an engine provides in the namespace {@code osgi.implementation}. */
    String ENGINE = "org.backscroll.engine";

    /** The version of what is provided and required. */
    String VERSION = "1.0.0";
}
