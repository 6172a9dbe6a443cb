package org.backscroll.launcher;

import java.io.FilterOutputStream;
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

    /** Puts a gate before {@link System#out}; to be called before any bundle keeps that stream. */
    static StandardOutput install() {
        Gate gate = new Gate(System.out);
        System.setOut(new PrintStream(gate, true, StandardCharsets.UTF_8));
        return new StandardOutput(gate);
    }

    void close() {
        System.out.flush();
        gate.shut = true;
    }

    private static final class Gate extends FilterOutputStream {
        private volatile boolean shut;

        Gate(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            if (!shut) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!shut) {
                out.write(bytes, from, length);
            }
        }
    }
}
