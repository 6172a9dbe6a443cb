package org.backscroll.console.shell;

import java.util.Optional;

/**
 * A command that could not be done. The message is one line for the person who typed it: what is
 * wrong and what to do. Its text is that line alone, because Gogo prints an exception's text.
 */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Exit code of a command that failed. */
    static final int FAILED = 1;

    /** Exit code of a command that was typed wrongly. */
    static final int WRONG_USAGE = 2;

    private final int exitCode;
    private final String usage;

    private CommandException(int exitCode, String message, String usage) {
        super(message);
        this.exitCode = exitCode;
        this.usage = usage;
    }

    /** It was understood and could not be done. */
    static CommandException failure(String message) {
        return new CommandException(FAILED, DisplayText.oneLine(message), null);
    }

    /** It could not be understood; this is how it is typed. */
    static CommandException usage(String message, String usage) {
        return new CommandException(WRONG_USAGE, DisplayText.oneLine(message), usage);
    }

    int exitCode() {
        return exitCode;
    }

    Optional<String> usage() {
        return Optional.ofNullable(usage);
    }

    @Override
    public String toString() {
        return usage == null ? getMessage() : getMessage() + System.lineSeparator() + usage;
    }
}
