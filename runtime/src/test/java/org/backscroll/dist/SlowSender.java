package org.backscroll.dist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that puts chunk files into a folder as a client of a messenger would: piece by piece
 * under another name, then to the disk, then moved into its place. Killed, it is started again and
 * sends what is not there yet.
 */
final class SlowSender {
    private static final int PIECE = 4_000;
    private static final long PAUSE_MILLIS = 10;

    private SlowSender() {}

    /** Starts it as a process of its own. */
    static Process start(Path from, Path to) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path classes = Path.of("target", "test-classes").toAbsolutePath();
        return new ProcessBuilder(
                        java.toString(),
                        "-Xmx32m",
                        "-cp",
                        classes.toString(),
                        SlowSender.class.getName(),
                        from.toString(),
                        to.toString())
                .inheritIO()
                .start();
    }

    /** The command: {@code SlowSender FROM_DIR TO_DIR}; ends when all is sent. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path to = Path.of(args[1]);
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(args[0]))) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            Path sent = to.resolve(file.getFileName());
            if (!Files.exists(sent)) {
                send(Files.readAllBytes(file), sent);
            }
        }
    }

    private static void send(byte[] bytes, Path sent) throws IOException, InterruptedException {
        Path part = sent.resolveSibling(sent.getFileName() + ".part");
        try (FileChannel out =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (int at = 0; at < bytes.length; at += PIECE) {
                out.write(ByteBuffer.wrap(bytes, at, Math.min(PIECE, bytes.length - at)));
                Thread.sleep(PAUSE_MILLIS);
            }
            out.force(true);
        }
        Files.move(part, sent, StandardCopyOption.ATOMIC_MOVE);
    }
}
