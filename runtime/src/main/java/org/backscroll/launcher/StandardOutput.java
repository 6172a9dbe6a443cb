package org.backscroll.launcher;

import java.io.FilterOutputStream;
import java.io.IOException;
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

    /** Whether something written did not arrive: a full disk, a reader that has gone. */
    boolean failed() {
        return gate.real.checkError();
    }

    private static final class Gate extends FilterOutputStream {
        private final PrintStream real;
        private volatile boolean shut;

        Gate(PrintStream out) {
            super(out);
            real = out;
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
