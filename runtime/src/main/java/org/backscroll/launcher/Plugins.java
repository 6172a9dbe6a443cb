package org.backscroll.launcher;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;

/**
 * What File Install does with the folder of plug-ins, told to a person: one line for what came,
 * changed or went while the program runs, and one for a plug-in that cannot be started, which costs
 * nothing else.
 */
final class Plugins implements SynchronousBundleListener {
    static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    /** After this time a plug-in that is installed is started, or will not be. */
    private static final long SETTLED_MILLIS = 1_500;

    private final Platform platform;
    private final Home home;
    private final LaunchLog log;
    private final Set<String> complained = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "plug-ins");
                        thread.setDaemon(true);
                        return thread;
                    });

    Plugins(Platform platform, Home home, LaunchLog log) {
        this.platform = platform;
        this.home = home;
        this.log = log;
    }

    /**
     * Starts what is there, at once; then watches, beside what else is done, unless the program
     * only answers a question.
     */
    void start(boolean watch) throws Problem {
        if (!home.plugins().isEmpty() || home.hasSettings()) {
            platform.startBundle(FILE_INSTALL);
            for (Path jar : home.plugins()) {
                check(jar);
            }
            platform.context().addBundleListener(this);
        } else if (watch) {
            later.execute(this::watch);
        }
    }

    private void watch() {
        try {
            platform.context().addBundleListener(this);
            platform.startBundle(FILE_INSTALL);
        } catch (Problem | IllegalStateException e) {
            log.write("plug-ins are not watched", e);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (!bundle.getLocation().startsWith(location(home.pluginFolder()))) {
            return;
        }
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        switch (event.getType()) {
            case BundleEvent.INSTALLED -> later(bundle, "plug-in " + name + " installed");
            case BundleEvent.UPDATED -> later(bundle, "plug-in " + name + " updated");
            case BundleEvent.UNINSTALLED -> {
                // Dropped in again, it is complained of again.
                complained.removeIf(told -> told.startsWith(file(bundle) + ":"));
                tell("plug-in " + name + " removed");
            }
            default -> {}
        }
    }

    private void later(Bundle bundle, String line) {
        tell(line);
        later.schedule(() -> complain(bundle), SETTLED_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void tell(String line) {
        String clear = Boolean.getBoolean("backscroll.tty") ? "\r\u001b[K" : "";
        System.err.println(clear + line);
    }

    /** As File Install writes it. */
    private static String location(Path file) {
        return file.toFile().toURI().toString();
    }

    private void check(Path jar) {
        String location = location(jar);
        BundleContext context = platform.context();
        Bundle bundle = context.getBundle(location);
        if (bundle != null) {
            complain(bundle);
            return;
        }
        // File Install does not say why; installing it does.
        try {
            complain(context.installBundle(location));
        } catch (BundleException e) {
            leaveOut(jar.getFileName().toString(), e);
        }
    }

    private void complain(Bundle bundle) {
        int state = bundle.getState();
        if (state == Bundle.ACTIVE
                || state == Bundle.STARTING
                || state == Bundle.UNINSTALLED
                || Platform.isFragment(bundle)) {
            return;
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            leaveOut(file(bundle), e);
        } catch (IllegalStateException e) {
            log.write(bundle + " is gone", e);
        }
    }

    private static String file(Bundle bundle) {
        String location = bundle.getLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void leaveOut(String jar, BundleException e) {
        log.write("the plug-in " + jar + " is left out", e);
        String reason = Platform.reason(e);
        if (complained.add(jar + ": " + reason)) {
            Complaint.print("the plug-in " + jar + " is left out: " + reason);
        }
    }
}
