package org.backscroll.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;

/** The running framework: starts every bundle of the distribution, and stops them in good order. */
final class Platform {
    private static final long STOP_LIMIT_MILLIS = 10_000;
    private static final String LOG_BRIDGE = "org.apache.felix.logback";
    private static final Pattern MISSING_PACKAGE =
            Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)");

    /** The jars that ship are read where they lie, not copied into each process's cache. */
    private static final String BY_REFERENCE = "reference:";

    private final Framework framework;
    private final StandardOutput output;
    private final LaunchLog log;
    private boolean closed;

    Platform(Map<String, Object> properties, StandardOutput output, LaunchLog log) {
        properties.put("felix.log.logger", new FrameworkLog(log));
        properties.put(
                Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(StartLevels.PLUGINS));
        this.framework = new Felix(properties);
        this.output = output;
        this.log = log;
    }

    /** Starts everything, except the bundles whose symbolic names are in {@code onDemand}. */
    void start(Home home, StartLevels levels, List<String> onDemand) throws Problem {
        try {
            framework.init();
            framework.getBundleContext().addFrameworkListener(this::onFrameworkEvent);
            List<Bundle> installed = new ArrayList<>();
            for (Path jar : home.bundles()) {
                installed.add(install(jar, levels.of(jar)));
            }
            for (Bundle bundle : installed) {
                if (!isFragment(bundle) && !onDemand.contains(bundle.getSymbolicName())) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            }
            framework.start();
        } catch (BundleException e) {
            throw Problem.failed("the framework does not start: " + reason(e), e);
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    void startBundle(String symbolicName) throws Problem {
        try {
            bundle(symbolicName).start();
        } catch (BundleException e) {
            throw Problem.failed(symbolicName + " does not start: " + reason(e), e);
        }
    }

    /** The loader of a resolved bundle's classes. */
    ClassLoader loaderOf(String symbolicName) throws Problem {
        return bundle(symbolicName).adapt(BundleWiring.class).getClassLoader();
    }

    /** A class of a bundle, which need not be started. */
    Class<?> load(String symbolicName, String type) throws Problem, ClassNotFoundException {
        return bundle(symbolicName).loadClass(type);
    }

    private Bundle bundle(String symbolicName) throws Problem {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw Problem.failed("the bundle " + symbolicName + " is missing from bundles/");
    }

    /** The bundle with this identity that is installed from another location. */
    Optional<Bundle> twin(Identity identity, String location) {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (identity.equals(Identity.of(bundle)) && !location.equals(bundle.getLocation())) {
                return Optional.of(bundle);
            }
        }
        return Optional.empty();
    }

    /** Waits for a service that fits the filter. */
    Optional<Object> service(String filter, long limitMillis) throws InterruptedException {
        BundleContext context = framework.getBundleContext();
        CountDownLatch arrived = new CountDownLatch(1);
        ServiceListener listener =
                event -> {
                    if (event.getType() == ServiceEvent.REGISTERED) {
                        arrived.countDown();
                    }
                };
        try {
            context.addServiceListener(listener, filter);
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
            if (found == null && arrived.await(limitMillis, TimeUnit.MILLISECONDS)) {
                found = context.getAllServiceReferences(null, filter);
            }
            return found == null ? Optional.empty() : Optional.ofNullable(best(context, found));
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private static Object best(BundleContext context, ServiceReference<?>[] found) {
        ServiceReference<?> best = found[0];
        for (ServiceReference<?> reference : found) {
            best = reference.compareTo(best) > 0 ? reference : best;
        }
        return context.getService(best);
    }

    /** Returns when somebody has stopped the framework, by {@code exit} for instance. */
    void waitForStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops the framework, within a limit: jobs are kept for the next start. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        output.close();
        try {
            stopLogBridge();
            framework.stop();
            FrameworkEvent end = framework.waitForStop(STOP_LIMIT_MILLIS);
            if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                log.write("the framework did not stop in " + STOP_LIMIT_MILLIS + " ms", null);
            }
        } catch (BundleException e) {
            log.write("the framework did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The bridge from OSGi's log to logback delivers behind the caller's back, also when logback is
     * gone already, which it would announce with a stack trace.
     */
    private void stopLogBridge() throws BundleException {
        BundleContext context = framework.getBundleContext();
        for (Bundle bundle : context == null ? new Bundle[0] : context.getBundles()) {
            if (LOG_BRIDGE.equals(bundle.getSymbolicName())) {
                bundle.stop(Bundle.STOP_TRANSIENT);
            }
        }
    }

    private Bundle install(Path jar, int level) throws BundleException {
        String location = BY_REFERENCE + jar.toUri();
        Bundle bundle = framework.getBundleContext().installBundle(location);
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        return bundle;
    }

    private void onFrameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            Bundle bundle = event.getBundle();
            log.write("ERROR " + bundle, event.getThrowable());
            if (event.getThrowable() instanceof BundleException e && bundle.getBundleId() != 0) {
                Complaint.print(bundle.getSymbolicName() + " does not start: " + reason(e));
            }
        }
    }

    /** Whether it is one of {@code bundles/}, not a plug-in. */
    static boolean ships(Bundle bundle) {
        return bundle.getLocation().startsWith(BY_REFERENCE);
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    /**
     * The resolver's messages run over several lines; a person needs the package that is missing.
     */
    static String reason(BundleException e) {
        String message = String.valueOf(e.getMessage());
        Matcher missing = MISSING_PACKAGE.matcher(message);
        String last = null;
        while (missing.find()) {
            last = missing.group(1);
        }
        if (last != null) {
            return "no bundle offers the package " + last;
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Complaint.line(cause);
    }
}
