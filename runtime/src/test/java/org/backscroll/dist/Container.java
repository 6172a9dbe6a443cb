package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.backscroll.orders.Orders;

/** A container as it is published, set up as docs/containers.md says. */
enum Container {
    /** The distribution itself, through its own launcher. */
    FELIX(Neighbours.LIBRARIES, Neighbours.SERVICES) {
        @Override
        ProcessBuilder prepare(Path folder, Orders orders, Path jdk, int port) throws IOException {
            Path home = Distribution.copyTo(folder.resolve("home"));
            configure(home.resolve("conf"), port);
            drop(orders, home.resolve("plugins"));
            ProcessBuilder process = new ProcessBuilder(home.resolve("bin/backscroll").toString());
            process.environment().put("BACKSCROLL_DATA", folder.resolve("data").toString());
            process.environment()
                    .put("BACKSCROLL_JAVA_OPTS", orders.options(Cli.home().resolve("sample")));
            return on(jdk, process);
        }

        /** Until its shell answers, the launcher itself is starting bundles. */
        @Override
        void awaitStart(Process process, Path output) throws IOException {
            process.getOutputStream().write("echo started\n".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () ->
                                    Files.readString(output).contains("started")
                                            || !process.isAlive());
        }
    },

    /** The same bundles by the configuration that ships. */
    EQUINOX(Neighbours.LIBRARIES, Neighbours.SERVICES) {
        @Override
        ProcessBuilder prepare(Path folder, Orders orders, Path jdk, int port) throws IOException {
            Path home = Distribution.copyTo(folder.resolve("home"));
            configure(home.resolve("conf"), port);
            drop(orders, home.resolve("plugins"));
            Path jar = Path.of(System.getProperty("backscroll.equinox"));
            String framework = "lib/" + jar.getFileName();
            Files.copy(jar, home.resolve(framework));
            List<String> command = new ArrayList<>();
            command.add(jdk.resolve("bin/java").toString());
            command.addAll(List.of(orders.options(Cli.home().resolve("sample")).split(" ")));
            command.addAll(List.of(LEAN.split(" ")));
            command.addAll(List.of("-jar", framework, "-configuration", "equinox"));
            return on(jdk, new ProcessBuilder(command).directory(home.toFile()));
        }
    },

    /** Ours alone: the services are Karaf's, which stands on them itself. */
    KARAF(Neighbours.LIBRARIES, List.of()) {
        @Override
        ProcessBuilder prepare(Path folder, Orders orders, Path jdk, int port) throws IOException {
            Path home =
                    Distribution.copy(
                            Path.of(System.getProperty("backscroll.karaf")),
                            folder.resolve("home"));
            Path etc = home.resolve("etc");
            // No ports.
            leaveOut(etc.resolve("org.apache.karaf.features.cfg"), "ssh/", "management/");
            // No network.
            Files.writeString(
                    etc.resolve("org.ops4j.pax.url.mvn.cfg"),
                    """
                    org.ops4j.pax.url.mvn.settings = %s
                    org.ops4j.pax.url.mvn.localRepository = %s
                    org.ops4j.pax.url.mvn.defaultRepositories = \
                      ${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots,\
                      ${karaf.data.uri}kar@id=kar.repository@multi@snapshots,\
                      %s@id=tests
                    org.ops4j.pax.url.mvn.repositories =
                    """
                            .formatted(
                                    Files.writeString(
                                            folder.resolve("settings.xml"), "<settings/>"),
                                    folder.resolve("maven"),
                                    Path.of(System.getProperty("backscroll.karaf"))
                                            .resolveSibling("repository")
                                            .toUri()));
            configure(etc, port);
            Path sample = Cli.home().resolve("sample");
            Files.writeString(
                    etc.resolve("org.backscroll.source.whatsapp-account1.cfg"),
                    """
                    backscroll.source = account1
                    backscroll.account = account1
                    dir = %s
                    """
                            .formatted(sample));
            Files.copy(orders.conductor(), home.resolve("deploy").resolve("conductor.jar"));
            ProcessBuilder process =
                    new ProcessBuilder(home.resolve("bin/karaf").toString(), "daemon");
            process.environment()
                    .put(
                            "EXTRA_JAVA_OPTS",
                            LEAN
                                    + " "
                                    + orders.options(
                                            sample,
                                            "system:property -p backscroll.data "
                                                    + folder.resolve("data"),
                                            "kar:install "
                                                    + Path.of(System.getProperty("backscroll.kar"))
                                                            .toUri(),
                                            "feature:install backscroll",
                                            "feature:install backscroll-health backscroll-xmpp backscroll-whatsapp-export"
                                                    + " backscroll-peer",
                                            "bundle:install -s " + orders.worker().toUri(),
                                            "history:sources --json | shell:grep --color never account1",
                                            "history:strategies --json"
                                                    + " | shell:grep --color never ON_DEMAND"));
            return on(jdk, process);
        }

        @Override
        Optional<String> reasonNotOnJava25() {
            return Optional.of(
                    "Karaf 4.4.10 is not for Java 24 and newer: its script asks for a security"
                            + " manager, its Event Admin for the subject of an access control"
                            + " context");
        }

        @Override
        void check(Orders.Report report) {
            assertThat(report.printed())
                    .contains("\"account\":\"account1\"", "\"sync_type\":\"ON_DEMAND\"");
        }
    };

    /** As the distribution's script has it: two cores have other things to do than to compile. */
    private static final String LEAN = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final List<String> others;

    Container(List<String> libraries, List<String> services) {
        others = Stream.concat(libraries.stream(), services.stream()).toList();
    }

    /**
     * Sets the container up in a folder of its own, with what drives it.
     *
     * @param port where it is to serve peers
     */
    abstract ProcessBuilder prepare(Path folder, Orders orders, Path jdk, int port)
            throws IOException;

    /** Why it cannot be tested there, where the container itself does not run. */
    Optional<String> reasonNotOnJava25() {
        return Optional.empty();
    }

    /** As {@link Orders.Start#await}. */
    void awaitStart(Process process, Path output) throws IOException {}

    /** What else must be so. */
    void check(Orders.Report report) {}

    /** Symbolic names of the bundles, beside ours, that are stopped and started. */
    List<String> others() {
        return others;
    }

    /** All of ours that ship, and the others. */
    List<String> mustTakePart() {
        return Stream.concat(Distribution.ours().stream(), others.stream()).toList();
    }

    /** Third parties that are taken down too, as far as a container does without them itself. */
    private static final class Neighbours {
        static final List<String> LIBRARIES =
                List.of(
                        "com.fasterxml.jackson.core.jackson-core",
                        "com.google.protobuf",
                        "dev.failsafe",
                        "org.xerial.sqlite-jdbc");

        static final List<String> SERVICES =
                List.of(
                        "org.apache.felix.configadmin",
                        "org.apache.felix.eventadmin",
                        "org.apache.felix.metatype",
                        "org.apache.felix.scr",
                        "org.osgi.service.component",
                        "org.osgi.util.function",
                        "org.osgi.util.promise");
    }

    /** Commits of a few messages, so that a sync is long enough for all that is done to it. */
    private static void configure(Path etc, int port) throws IOException {
        Files.writeString(etc.resolve("org.backscroll.engine.cfg"), "chunk.size = 12\n");
        Files.writeString(
                etc.resolve("org.backscroll.peer.server-here.cfg"),
                "port = " + port + "\n.token = known-to-nobody-else\n");
    }

    private static void drop(Orders orders, Path plugins) throws IOException {
        Files.copy(orders.worker(), plugins.resolve("worker.jar"));
        Files.copy(orders.conductor(), plugins.resolve("conductor.jar"));
    }

    private static ProcessBuilder on(Path jdk, ProcessBuilder process) {
        process.environment().put("JAVA_HOME", jdk.toString());
        return process;
    }

    private static void leaveOut(Path file, String... features) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (String feature : features) {
            assertThat(lines.removeIf(line -> line.strip().startsWith(feature))).isTrue();
        }
        Files.write(file, lines);
    }
}
