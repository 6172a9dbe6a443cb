package org.backscroll.launcher;

import org.apache.felix.framework.Logger;

/** Takes to the log what Felix would otherwise print on standard output. */
final class FrameworkLog extends Logger {
    private final LaunchLog log;

    FrameworkLog(LaunchLog log) {
        this.log = log;
    }

    @Override
    protected void doLog(int level, String message, Throwable cause) {
        String name = level == LOG_ERROR ? "ERROR " : level == LOG_WARNING ? "WARN " : "INFO ";
        log.write(name + message, cause);
    }
}
