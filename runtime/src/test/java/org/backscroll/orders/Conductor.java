package org.backscroll.orders;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A bundle that takes its neighbours down, wires them anew, brings them up in an order drawn by lot
 * and then stops and starts each of them while a sync runs; again and again. It imports nothing but
 * the framework, and so stays up when all others go. What has to do with history does the {@code
 * Worker}, which is wired to what is tested.
 */
public final class Conductor implements BundleActivator, FrameworkListener {
    private static final String OURS = "org.backscroll.";
    private static final String TESTS = "org.backscroll.orders";

    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final Properties report = new Properties();
    private BundleContext context;
    private Settings settings;
    private Thread thread;
    private int met;
    private int accounts;

    @Override
    public void start(BundleContext itsContext) {
        context = itsContext;
        settings = Settings.of(context);
        context.addFrameworkListener(this);
        thread = new Thread(this::run, "backscroll-orders");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext itsContext) {
        thread.interrupt();
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            String error = event.getBundle() + ": " + trace(event.getThrowable());
            if (error.contains("org.backscroll.")) {
                errors.add(error);
            } else {
                // Others complain among themselves, of bundles that stop while they are asked: a
                // Metatype that tracks a service, an Event Admin that gets a handler.
                System.out.println("Not of Backscroll: " + error);
            }
        }
    }

    private void run() {
        try {
            Waiting.until(
                    "the framework's start",
                    () ->
                            context.getBundle(0).getState() == Bundle.ACTIVE
                                    && Files.exists(Path.of(settings.begin())));
            List<String> commands = Files.readAllLines(Path.of(settings.commands()));
            if (!commands.isEmpty()) {
                report.setProperty("printed", new KarafShell(context).type(commands));
            }
            for (int round = 1; round <= settings.rounds(); round++) {
                round(round);
            }
        } catch (Exception | LinkageError | AssertionError e) {
            errors.add(trace(e));
        }
        report.setProperty("met", Integer.toString(met));
        report.setProperty("accounts", Integer.toString(accounts));
        report.setProperty("errors", String.join("\n", errors));
        try {
            write();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write() throws IOException {
        Path file = Path.of(settings.report());
        Path part = Path.of(file + ".part");
        try (var out = Files.newBufferedWriter(part)) {
            report.store(out, null);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void round(int round) throws Exception {
        Random lot = new Random(settings.seed() + round);
        List<Bundle> bundles = bundles();
        report.setProperty("bundles", names(bundles));
        Collections.shuffle(bundles, lot);
        for (Bundle bundle : bundles) {
            bundle.stop();
        }
        wireAnew(bundles);
        Collections.shuffle(bundles, lot);
        report.setProperty("order." + round, names(bundles));
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        Collections.shuffle(bundles, lot);
        report.setProperty("restarts." + round, names(bundles));
        disturb(bundles);
    }

    private void disturb(List<Bundle> bundles) throws Exception {
        String account = begin();
        for (Bundle bundle : bundles) {
            if (ended(account)) {
                finish(account);
                account = begin();
            }
            bundle.stop();
            bundle.start();
            met++;
            awaitCommit(account, bundle.getSymbolicName());
        }
        finish(account);
    }

    /** A commit that is later than the restart; what was under way before it does not count. */
    private void awaitCommit(String account, String restarted) throws Exception {
        String[] before = new String[1];
        Waiting.until(
                "the store after the restart of " + restarted,
                () -> {
                    before[0] = worker("progress", account);
                    return advanced("0", before[0]);
                });
        Waiting.until(
                "a commit after the restart of " + restarted,
                () -> ended(account) || advanced(before[0], worker("progress", account)));
    }

    private String begin() throws Exception {
        String account = "account" + ++accounts;
        worker("start", account);
        Waiting.until("the first commit", () -> advanced("0", worker("progress", account)));
        return account;
    }

    private void finish(String account) throws Exception {
        Waiting.until("the end of the sync of " + account, () -> ended(account));
        report.setProperty("status." + account, worker("status", account));
        worker("export", account);
    }

    private boolean ended(String account) throws Exception {
        return worker("ended", account).equals("true");
    }

    private static boolean advanced(String before, String now) {
        return Long.parseLong(now) > Long.parseLong(before);
    }

    @SuppressWarnings("unchecked")
    private String worker(String verb, String account) throws Exception {
        ServiceReference<?>[] found = new ServiceReference<?>[1];
        Waiting.until(
                "the worker",
                () -> {
                    ServiceReference<?>[] references =
                            context.getAllServiceReferences(
                                    BinaryOperator.class.getName(), "(backscroll.orders=worker)");
                    found[0] = references == null ? null : references[0];
                    return references != null;
                });
        BinaryOperator<String> worker = (BinaryOperator<String>) context.getService(found[0]);
        try {
            return worker.apply(verb, account);
        } finally {
            context.ungetService(found[0]);
        }
    }

    /**
     * All wires of the bundles go, and of what is wired to them; what was up of that is so again.
     */
    private void wireAnew(List<Bundle> bundles) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(bundles, event -> done.countDown());
        if (!done.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the bundles were not wired anew");
        }
    }

    private List<Bundle> bundles() {
        Set<String> others = Set.of(settings.others().split(","));
        List<Bundle> bundles = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            String name = bundle.getSymbolicName();
            boolean ours = name.startsWith(OURS) && !name.startsWith(TESTS);
            if ((ours || others.contains(name))
                    && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundles.add(bundle);
            }
        }
        return bundles;
    }

    private static String names(List<Bundle> bundles) {
        return String.join(",", bundles.stream().map(Bundle::getSymbolicName).toList());
    }

    private static String trace(Throwable failure) {
        StringWriter out = new StringWriter();
        failure.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }
}
