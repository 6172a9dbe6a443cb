package org.backscroll.launcher;

/** What went wrong, as the one line its reader gets, with the exit code that goes with it. */
final class Problem extends Exception {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Problem(int exitCode, String line, Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    static Problem failed(String line) {
        return new Problem(FAILED, line, null);
    }

    static Problem failed(String line, Throwable cause) {
        return new Problem(FAILED, line, cause);
    }

    static Problem wrongUsage(String line) {
        return new Problem(WRONG_USAGE, line, null);
    }

    int exitCode() {
        return exitCode;
    }
}
