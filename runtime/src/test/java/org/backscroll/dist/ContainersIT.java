package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backscroll.orders.Orders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bundles that ship, in each container as it is published and driven as its users do. What a
 * sync leaves there is compared, byte for byte, with what the command line leaves.
 *
 * <p>{@code -Dbackscroll.orders=N} sets the number of orders, {@code -Dbackscroll.orders.seed=N}
 * what they are drawn from, {@code -Dbackscroll.jdk25=DIR} where a JDK 25 is.
 */
class ContainersIT {
    /** On the newer JDK, where it is about what a JDK changes rather than about orders. */
    private static final int FEW = 3;

    @TempDir static Path temporary;

    private static String expected;

    @BeforeAll
    static void syncUndisturbed() throws IOException {
        Cli cli = new Cli(temporary.resolve("undisturbed"));
        Path file = temporary.resolve("expected.ndjson");
        Path sample = Cli.home().resolve("sample");
        assertThat(cli.run("source", "add", "whatsapp", "calm", "dir=" + sample).code()).isZero();
        assertThat(cli.run("sync", "--type", "FULL").code()).isZero();
        assertThat(cli.run("export", file.toString()).code()).isZero();
        expected =
                Files.readString(file, StandardCharsets.UTF_8)
                        .replace("\"account\":\"calm\"", "\"account\":\"\"");
        assertThat(expected.lines().count()).isGreaterThan(3_000);
    }

    @ParameterizedTest
    @EnumSource
    void aSyncIsExactInWhateverOrderBundlesStartAndWhicheverIsRestarted(Container container)
            throws Exception {
        check(container, Path.of(System.getProperty("java.home")), Orders.number());
    }

    @ParameterizedTest
    @EnumSource
    void soItIsOnJava25(Container container) throws Exception {
        Optional<String> reason = container.reasonNotOnJava25();
        assumeTrue(reason.isEmpty(), () -> "SKIPPED: " + reason.orElseThrow());
        Optional<Path> jdk = jdk25();
        assumeTrue(
                jdk.isPresent(),
                "SKIPPED: no JDK 25 in /usr/lib/jvm; -Dbackscroll.jdk25 names one");
        check(container, jdk.get(), Math.min(FEW, Orders.number()));
    }

    private static void check(Container container, Path jdk, int number) throws Exception {
        Path folder = temporary.resolve(container + "-" + jdk.getFileName());
        Orders orders = new Orders(Files.createDirectories(folder), number, container.others());
        long began = System.nanoTime();

        int port = freePort();
        Orders.Report report =
                orders.in(
                        container.prepare(folder, orders, jdk, port),
                        container::awaitStart,
                        () -> assertThat(answerAt(port)).isEqualTo(401));

        System.out.printf(
                "%s, %s: %d orders from seed %d, %d restarts in %d syncs, %d s%n",
                container,
                jdk.getFileName(),
                number,
                orders.seed(),
                report.restarts(),
                report.accounts().size(),
                (System.nanoTime() - began) / 1_000_000_000);
        assertThat(report.errors()).as("seed %d", orders.seed()).isEmpty();
        assertThat(report.bundles()).containsAll(container.mustTakePart());
        assertThat(report.restarts()).isEqualTo(number * report.bundles().size());
        assertThat(report.accounts()).hasSizeGreaterThanOrEqualTo(number);
        for (String account : report.accounts()) {
            assertThat(report.status(account)).isEqualTo("COMPLETE");
            assertThat(Files.readString(orders.export(account)).equals(expected))
                    .as("the export of %s in %s, seed %d", account, container, orders.seed())
                    .isTrue();
        }
        container.check(report);
    }

    /**
     * The peers' server is set up by a file: all that was taken down is there again, HTTP included.
     */
    private static int answerAt(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Path> jdk25() throws IOException {
        String named = System.getProperty("backscroll.jdk25");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(folder)) {
            List<Path> found =
                    jdks.filter(jdk -> jdk.getFileName().toString().contains("25"))
                            .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                            .sorted()
                            .toList();
            return found.stream().findFirst();
        }
    }
}
