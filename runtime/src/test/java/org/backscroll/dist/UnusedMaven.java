package org.backscroll.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Maven that has never been used, without a network: all that it asks for is found where the
 * build of this project has put it, and nothing that it keeps is found by anybody else.
 */
final class UnusedMaven {
    private UnusedMaven() {}

    static Path program() {
        return Path.of(System.getProperty("backscroll.maven.home"), "bin", "mvn");
    }

    /**
     * What has to be in the environment.
     *
     * @param home a folder to make and keep things in
     * @param repository the id of one that is read where it lies
     */
    static void in(Path home, String repository, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(home.resolve(".m2"));
        String local = Path.of(System.getProperty("backscroll.maven.local")).toUri().toString();
        Files.writeString(
                home.resolve(".m2/settings.xml"),
                """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>what-was-built-with</id>
                      <mirrorOf>*,!%s</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                </settings>
                """
                        .formatted(repository, local));
        environment.put("MAVEN_OPTS", "-Duser.home=" + home);
        environment.remove("MAVEN_ARGS");
        environment.compute("PATH", (k, path) -> program().getParent() + ":" + path);
    }
}
