package org.backscroll.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The texts the launcher can give without starting anything. */
final class Texts {
    private Texts() {}

    static String usage() throws IOException {
        try (InputStream in = Texts.class.getResourceAsStream("usage.txt")) {
            return CommandLine.USAGE + "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As the manifest of the launcher's jar says. */
    static String version() {
        String version = Texts.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
