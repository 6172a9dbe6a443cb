package org.backscroll.launcher;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.bundle.FindHook;

/**
 * What File Install does with the folder of plug-ins, told to a person: one line for what came,
 * changed or went while the program runs, and one for a plug-in that cannot be used, which costs
 * nothing else, bundles that ship least of all.
 */
final class Plugins implements SynchronousBundleListener, FindHook {
    static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    private static final long LOOK_MILLIS = 1_000;

    /**
     * A jar that so many looks found unchanged is installed, or will not be: File Install waits for
     * two of its own.
     */
    private static final int SETTLED_LOOKS = 4;

    private final Platform platform;
    private final Home home;
    private final LaunchLog log;
    private final PluginJars jars = new PluginJars();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "plug-ins");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** What the last look found; of the thread that looks, once it does. */
    private Map<Path, Sighting> sightings = new HashMap<>();

    private long lastLook;

    /**
     * @param since the last look that did not find the jar as it is, in milliseconds as a clock has
     *     it
     * @param looks in how many, one after the other, it was the same
     */
    private record Sighting(String stamp, long since, int looks) {}

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
            startFileInstall();
            for (Path jar : home.plugins()) {
                sightings.put(jar, new Sighting(PluginJars.stamp(jar), 0, SETTLED_LOOKS));
                check(jar, 0);
            }
            platform.context().addBundleListener(this);
        } else if (watch) {
            later.execute(this::watch);
        }
        if (watch) {
            lastLook = System.currentTimeMillis();
            later.scheduleWithFixedDelay(
                    this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void startFileInstall() throws Problem {
        platform.context().registerService(FindHook.class, this, null);
        platform.startBundle(FILE_INSTALL);
    }

    private void watch() {
        try {
            platform.context().addBundleListener(this);
            startFileInstall();
        } catch (Problem | IllegalStateException e) {
            log.write("plug-ins are not watched", e);
        }
    }

    /** File Install itself says nothing of a jar that it cannot install. */
    private void look() {
        try {
            long now = System.currentTimeMillis();
            Map<Path, Sighting> found = new HashMap<>();
            for (Path jar : home.plugins()) {
                String stamp = PluginJars.stamp(jar);
                Sighting before = sightings.get(jar);
                Sighting sighting =
                        before != null && before.stamp().equals(stamp)
                                ? new Sighting(stamp, before.since(), before.looks() + 1)
                                : new Sighting(stamp, lastLook, 1);
                found.put(jar, sighting);
                if (sighting.looks() == SETTLED_LOOKS) {
                    check(jar, sighting.since());
                }
            }
            sightings = found;
            lastLook = now;
        } catch (Problem | RuntimeException e) {
            // the folder may be back, or readable, at the next look
            log.write("plug-ins are not looked after", e);
        }
    }

    /**
     * Hides from File Install each bundle that a jar of another place passes itself off as. It
     * would have that jar update the bundle, and uninstall it when the jar goes; so it installs the
     * jar for itself, which the framework refuses. A plug-in that went is not hidden: its jar may
     * have been moved.
     */
    @Override
    public void find(BundleContext context, Collection<Bundle> bundles) {
        if (FILE_INSTALL.equals(context.getBundle().getSymbolicName())) {
            Map<Identity, Set<String>> claims = claims();
            bundles.removeIf(
                    bundle ->
                            claims.getOrDefault(Identity.of(bundle), Set.of()).stream()
                                            .anyMatch(jar -> !jar.equals(bundle.getLocation()))
                                    && !isGone(bundle));
        }
    }

    /** Where the jars lie that say they are a bundle. */
    private Map<Identity, Set<String>> claims() {
        Map<Identity, Set<String>> claims = new HashMap<>();
        try {
            for (Path jar : home.watchedJars()) {
                try {
                    claims.computeIfAbsent(jars.identity(jar), any -> new HashSet<>())
                            .add(location(jar));
                } catch (BundleException e) {
                    // it is told why when it is checked
                }
            }
        } catch (Problem e) {
            log.write("plug-ins cannot be told from the bundles that are there", e);
        }
        return claims;
    }

    /** Whether a plug-in's jar is there no more. */
    private boolean isGone(Bundle bundle) {
        String location = bundle.getLocation();
        return location.startsWith(location(home.pluginFolder()))
                && Files.notExists(Path.of(URI.create(location)));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (!bundle.getLocation().startsWith(location(home.pluginFolder()))) {
            return;
        }
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        switch (event.getType()) {
            case BundleEvent.INSTALLED -> tell("plug-in " + name + " installed");
            case BundleEvent.UPDATED -> tell("plug-in " + name + " updated");
            case BundleEvent.UNINSTALLED -> tell("plug-in " + name + " removed");
            default -> {}
        }
    }

    private static void tell(String line) {
        String clear = Boolean.getBoolean("backscroll.tty") ? "\r\u001b[K" : "";
        System.err.println(clear + line);
    }

    /** As File Install writes it. */
    private static String location(Path file) {
        return file.toFile().toURI().toString();
    }

    /**
     * Says why a plug-in does not run, or not as its jar has it, if that is so.
     *
     * @param since when the jar was still another one, in milliseconds as a clock has it
     */
    private void check(Path jar, long since) {
        String location = location(jar);
        Bundle bundle = platform.context().getBundle(location);
        boolean old = bundle != null && bundle.getLastModified() < since;
        try {
            Optional<Bundle> twin = platform.twin(jars.identity(jar), location);
            if (twin.isPresent()) {
                throw new BundleException(
                        "its name and version are those of "
                                + file(twin.get())
                                + "; give it others");
            }
            // File Install does not say why it did nothing; doing it does.
            if (bundle == null) {
                bundle = platform.context().installBundle(location);
            } else if (old) {
                bundle.update();
            }
            start(bundle);
        } catch (BundleException e) {
            String line =
                    "the plug-in " + jar.getFileName() + (old ? " is not updated" : " is left out");
            log.write(line, e);
            Complaint.print(line + ": " + Platform.reason(e));
        } catch (IllegalStateException e) {
            log.write("the plug-in " + jar + " is gone", e);
        }
    }

    private static void start(Bundle bundle) throws BundleException {
        int state = bundle.getState();
        if (state != Bundle.ACTIVE
                && state != Bundle.STARTING
                && state != Bundle.UNINSTALLED
                && !Platform.isFragment(bundle)) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    /** With its folder. */
    private static String file(Bundle bundle) {
        String location = bundle.getLocation();
        return location.substring(location.lastIndexOf('/', location.lastIndexOf('/') - 1) + 1);
    }
}
