package org.backscroll.orders;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.backscroll.orders.history.Worker;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/**
 * Drives a container, a process of its own, through random orders by the bundles of this package.
 */
public final class Orders {
    /** Twenty orders take a minute or two. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private static final int DEFAULT = 20;

    private final Path folder;
    private final int number;
    private final List<String> others;
    private final long seed = Long.getLong(Settings.SEED, new Random().nextInt(1_000_000));

    /**
     * @param folder an empty one for all that is made
     * @param number how many orders
     * @param others symbolic names of the bundles, beside ours, that take part
     */
    public Orders(Path folder, int number, List<String> others) {
        this.folder = folder;
        this.number = number;
        this.others = others;
    }

    /** How many orders are asked for. */
    public static int number() {
        return Integer.getInteger(Settings.ROUNDS, DEFAULT);
    }

    /** What the orders are drawn from. */
    public long seed() {
        return seed;
    }

    /** What a process told of itself when all was done. */
    public static final class Report {
        private final Properties told = new Properties();

        private Report(Path file) throws IOException {
            try (var in = Files.newBufferedReader(file)) {
                told.load(in);
            }
        }

        /** The stack traces of what went wrong; empty if nothing did. */
        public String errors() {
            return told.getProperty("errors");
        }

        /** The bundles that took part. */
        public List<String> bundles() {
            return List.of(told.getProperty("bundles", "").split(","));
        }

        /** How many restarts fell into a sync. */
        public int restarts() {
            return Integer.parseInt(told.getProperty("met"));
        }

        /** The accounts that were synced, each once. */
        public List<String> accounts() {
            return IntStream.rangeClosed(1, Integer.parseInt(told.getProperty("accounts")))
                    .mapToObj(i -> "account" + i)
                    .toList();
        }

        /** How an account's sync ended. */
        public String status(String account) {
            return told.getProperty("status." + account);
        }

        /** What the commands typed into Karaf's shell printed. */
        public String printed() {
            return told.getProperty("printed", "");
        }
    }

    /** Where an account's export is. */
    public Path export(String account) {
        return folder.resolve(account + ".ndjson");
    }

    /** The bundle that drives, made anew; it needs nothing but the framework. */
    public Path conductor() throws IOException {
        return jar(
                Conductor.class,
                "org.osgi.framework,org.osgi.framework.wiring,javax.security.auth");
    }

    /** The bundle that syncs, made anew. */
    public Path worker() throws IOException {
        return jar(
                Worker.class,
                "org.osgi.framework,org.osgi.util.tracker,org.osgi.service.cm,org.backscroll.api,"
                        + "org.backscroll.api.source,org.backscroll.api.store,org.backscroll.formats");
    }

    /**
     * What the bundles must find as properties of the process, as options for Java.
     *
     * @param archive the folder that each account reads
     */
    public String options(Path archive, String... commands) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put(Settings.REPORT, report());
        properties.put(Settings.SEED, seed);
        properties.put(Settings.ROUNDS, number);
        properties.put(Settings.OTHERS, String.join(",", others));
        properties.put(Settings.COMMANDS, folder.resolve("commands"));
        properties.put(Settings.BEGIN, begin());
        properties.put("backscroll.orders.archive", archive);
        properties.put("backscroll.orders.exports", folder);
        try {
            Files.write(folder.resolve("commands"), List.of(commands));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        List<String> options = new ArrayList<>();
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        return String.join(" ", options);
    }

    /** Waits until a container has started, whose output is written to a file. */
    public interface Start {
        /** Returns when nothing that is done to its bundles can hinder that any more. */
        void await(Process process, Path output) throws Exception;
    }

    /** What must be so while the container is still up. */
    public interface Check {
        /** Fails if it is not. */
        void run() throws Exception;
    }

    /** Starts the container, waits until all is done, checks, and ends it. */
    public Report in(ProcessBuilder container, Start start, Check check) throws Exception {
        Path output = folder.resolve("output");
        container.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = container.start();
        try {
            start.await(process, output);
            Files.createFile(begin());
            Awaitility.await()
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> Files.exists(report()) || !process.isAlive());
            if (!Files.exists(report())) {
                throw new AssertionError(
                        "the container ended: " + Files.readString(output, StandardCharsets.UTF_8));
            }
            Report report = new Report(report());
            if (!report.errors().isEmpty()) {
                System.out.println(Files.readString(output, StandardCharsets.UTF_8));
            } else {
                check.run();
            }
            return report;
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private Path begin() {
        return folder.resolve("begin");
    }

    private Path report() {
        return folder.resolve("report.properties");
    }

    /** A bundle of the classes in the activator's package. */
    private Path jar(Class<? extends BundleActivator> activator, String imports)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, activator.getPackageName());
        attributes.putValue(Constants.BUNDLE_VERSION, "1.0.0");
        attributes.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        attributes.putValue(Constants.IMPORT_PACKAGE, imports);
        Path file = folder.resolve(activator.getSimpleName().toLowerCase() + ".jar");
        Path classes =
                Path.of(activator.getProtectionDomain().getCodeSource().getLocation().getPath());
        Path inside = Path.of(activator.getPackageName().replace('.', '/'));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.list(classes.resolve(inside))) {
            for (Path from : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new JarEntry(inside.resolve(from.getFileName()).toString()));
                Files.copy(from, jar);
                jar.closeEntry();
            }
        }
        return file;
    }
}
