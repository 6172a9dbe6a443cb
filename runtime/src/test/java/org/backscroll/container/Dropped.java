package org.backscroll.container;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * All of a bundle that is dropped in: a strategy for FULL that ranks above the one that ships, does
 * as that one does, and says in a system property how often it was asked.
 */
public final class Dropped implements BundleActivator, SyncStrategy {
    /** The system property. */
    static final String ASKED = "backscroll.test.dropped";

    /** The system property with how many messages the sync had when it was first asked. */
    static final String FIRST = "backscroll.test.dropped.first";

    /** The bundle's symbolic name. */
    public static final String NAME = "dropped.strategy";

    private BundleContext context;
    private ServiceRegistration<SyncStrategy> registration;
    private boolean first = true;

    /** Makes the bundle, under another name than a jar's. */
    public static Path jar(Path folder, String version) throws IOException {
        return jar(folder, NAME, version);
    }

    /** Makes it under another symbolic name. */
    public static Path jar(Path folder, String symbolicName, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        attributes.putValue(Constants.BUNDLE_VERSION, version);
        attributes.putValue(Constants.BUNDLE_ACTIVATOR, Dropped.class.getName());
        attributes.putValue(
                Constants.IMPORT_PACKAGE,
                "org.osgi.framework,org.backscroll.api,org.backscroll.api.strategy");
        Path file = folder.resolve("dropped-" + version);
        String entry = Dropped.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(Dropped.class.getClassLoader().getResourceAsStream(entry).readAllBytes());
            jar.closeEntry();
        }
        return file;
    }

    @Override
    public void start(BundleContext itsContext) {
        context = itsContext;
        Dictionary<String, Object> properties =
                new Hashtable<>(Map.of(SyncStrategy.TYPE, "FULL", Constants.SERVICE_RANKING, 100));
        registration = context.registerService(SyncStrategy.class, this, properties);
    }

    @Override
    public void stop(BundleContext itsContext) {
        // Before Felix would: that invalidates the context first, and somebody may be inside.
        registration.unregister();
    }

    @Override
    public Step next(SyncView view) {
        if (first) {
            first = false;
            System.setProperty(FIRST, Long.toString(view.counts().messages()));
        }
        System.setProperty(ASKED, Integer.toString(Integer.getInteger(ASKED, 0) + 1));
        try {
            for (ServiceReference<SyncStrategy> other :
                    context.getServiceReferences(
                            SyncStrategy.class, "(" + SyncStrategy.TYPE + "=FULL)")) {
                if (other.getBundle() != context.getBundle()) {
                    return context.getService(other).next(view);
                }
            }
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("there is no other strategy to do as");
    }
}
