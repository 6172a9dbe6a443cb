package org.backscroll.launcher;

/** The one line on standard error that tells a person what went wrong. */
final class Complaint {
    private Complaint() {}

    static void print(String line) {
        System.err.println("backscroll: " + line);
    }

    /** The first line of what an exception says, or its name when it says nothing. */
    static String line(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        return message.strip().lines().findFirst().orElse("");
    }
}
