package org.backscroll.launcher;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output, which belongs to the command's result: once that is there, it can be closed to
 * the bundles. Event Admin, for one, prints a warning on it when it is stopped at work.
 */
final class StandardOutput {
    private final Gate gate;

    private StandardOutput(Gate gate) {
        this.gate = gate;
    }

    /** Puts a gate before standard output; to be called before any bundle keeps that stream. */
    static StandardOutput install() {
        System.out.flush();
        // not System.out itself, which keeps to itself why a write failed
        Gate gate =
                new Gate(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 8192));
        System.setOut(new PrintStream(gate, true, StandardCharsets.UTF_8));
        return new StandardOutput(gate);
    }

    void close() {
        System.out.flush();
        gate.shut = true;
    }

    /**
     * Whether something written did not arrive. That the reader has gone, as {@code head} does when
     * it has enough, is no failure.
     */
    boolean failed() {
        gate.flush();
        return gate.failure != null && !String.valueOf(gate.failure).contains("Broken pipe");
    }

    private static final class Gate extends OutputStream {
        private final OutputStream out;
        private volatile boolean shut;
        private volatile IOException failure;

        Gate(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (shut || failure != null) {
                return;
            }
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
            }
        }

        @Override
        public synchronized void flush() {
            if (failure != null) {
                return;
            }
            try {
                out.flush();
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
