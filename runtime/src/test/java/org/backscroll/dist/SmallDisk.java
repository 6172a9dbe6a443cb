package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk of its own for a test, in memory, which can be made full. */
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        ballast = folder.resolve("ballast");
    }

    /**
     * Mounts one; the test is skipped, and says so, where this user may not.
     *
     * @param folder where; made anew
     * @param megabytes how much it holds
     */
    static SmallDisk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectory(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", "" + folder),
                "SKIPPED: mounting a small disk needs Linux and the right to mount");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Leaves room for so many bytes and no more; for less if somebody writes meanwhile. */
    void fill(long leave) throws IOException {
        long size = folder.toFile().getUsableSpace() - leave;
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (long written = 0; written < size; written += block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            if (folder.toFile().getUsableSpace() >= BLOCK) {
                throw e;
            }
        }
    }

    /** Takes away what filled it. */
    void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    void makeReadOnly() {
        assertThat(run("mount", "-o", "remount,ro", folder.toString())).isTrue();
    }

    @Override
    public void close() {
        assertThat(run("umount", "-l", folder.toString())).isTrue();
    }

    private static boolean run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
