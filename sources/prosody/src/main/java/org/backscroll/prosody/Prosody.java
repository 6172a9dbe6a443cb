package org.backscroll.prosody;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real XMPP server of the test's own: on loopback, on a free port, with a data folder of its own,
 * in memory where the machine has a disk there.
 */
public final class Prosody implements AutoCloseable {
    /** Of every account. */
    public static final String PASSWORD = "secret";

    /** A room that is there as soon as somebody enters it. */
    public static final String ROOM = "den@rooms.localhost";

    private static final String CONFIG =
            """
            data_path = "%1$s"
            pidfile = "%1$s/prosody.pid"
            run_as_root = true
            log = { { levels = { min = "warn" }, to = "file", filename = "%1$s/log" } }
            interfaces = { "127.0.0.1" }
            c2s_ports = { %2$d }
            c2s_direct_tls_ports = { }
            http_ports = { } https_ports = { } s2s_ports = { } component_ports = { }
            plugin_paths = { }
            modules_enabled = { "roster", "saslauth", "disco", "carbons", "pep", "ping", "mam", "vcard_legacy" %3$s }
            modules_disabled = { "s2s", "offline", "posix", "http", "s2s_auth_certs" %4$s }
            authentication = "internal_hashed"
            allow_unencrypted_plain_auth = true
            storage = { archive = "sql", muc_log = "sql" }
            default_storage = "internal"
            sql = { driver = "SQLite3", database = "%1$s/prosody.sqlite" }
            default_archive_policy = true
            archive_expires_after = "never"
            max_archive_query_results = 250
            %5$s
            VirtualHost "localhost"
            Component "rooms.localhost" "muc"
              modules_enabled = { "muc_mam" }
              muc_room_default_persistent = true
              muc_log_by_default = true
              muc_log_all_rooms = true
              muc_log_expires_after = "never"
            """;

    private final Path folder;
    private final int port;
    private Process process;

    /** Whether this machine has it; {@code apt-get install prosody lua-dbi-sqlite3} does that. */
    public static boolean installed() {
        return Stream.of("/usr/bin/prosody", "/usr/local/bin/prosody")
                .anyMatch(file -> Files.isExecutable(Path.of(file)));
    }

    private Prosody(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** A server without TLS, with an account for each name. */
    public static Prosody start(String... users) throws IOException, InterruptedException {
        return start("c2s_require_encryption = false", false, users);
    }

    /** A server that insists on TLS, with a key and certificate in PEM. */
    public static Prosody startWithTls(Path key, Path certificate, String... users)
            throws IOException, InterruptedException {
        return start(
                "c2s_require_encryption = true\nssl = { key = \"%s\", certificate = \"%s\" }"
                        .formatted(key, certificate),
                true,
                users);
    }

    /**
     * A server without TLS that keeps passwords hashed with SHA-256, and signs in with nothing
     * less.
     */
    public static Prosody startWithSha256(String... users)
            throws IOException, InterruptedException {
        return start("c2s_require_encryption = false\npassword_hash = \"SHA-256\"", false, users);
    }

    private static Prosody start(String security, boolean tls, String... users)
            throws IOException, InterruptedException {
        Path memory = Path.of("/dev/shm");
        Path folder =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "backscroll-prosody")
                        : Files.createTempDirectory("backscroll-prosody");
        Prosody server = new Prosody(folder, freePort());
        Files.writeString(
                server.config(),
                CONFIG.formatted(
                        folder,
                        server.port,
                        tls ? ", \"tls\"" : "",
                        tls ? "" : ", \"tls\"",
                        security));
        for (String user : users) {
            server.run("prosodyctl", "register", user, "localhost", PASSWORD);
        }
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path config() {
        return folder.resolve("prosody.cfg.lua");
    }

    private void run(String program, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(program, "--root", "--config", config().toString()));
        command.addAll(List.of(words));
        Process run =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("ctl").toFile())
                        .start();
        if (!run.waitFor(60, TimeUnit.SECONDS) || run.exitValue() != 0) {
            run.destroyForcibly();
            throw new IOException(command + ": " + Files.readString(folder.resolve("ctl")));
        }
    }

    /** Starts it, again if it was stopped or killed. */
    public void start() throws IOException {
        process =
                new ProcessBuilder("prosody", "--root", "--config", config().toString(), "-F")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!listens()) {
            if (System.nanoTime() > limit || !process.isAlive()) {
                throw new IOException("Prosody does not start: see " + folder.resolve("log"));
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it the way an administrator does. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Ends it the way a power cut does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Its data. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
