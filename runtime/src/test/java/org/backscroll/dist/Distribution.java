package org.backscroll.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The folder that was built, as the tests look into it. */
final class Distribution {
    private Distribution() {}

    static List<Path> bundles() {
        try (Stream<Path> files = Files.list(Cli.home().resolve("bundles"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException("build the distribution first: mvn package", e);
        }
    }

    /** A copy that a test may change. */
    static Path copyTo(Path target) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(Cli.home())) {
            all = walk.toList();
        }
        for (Path from : all) {
            Path to = target.resolve(Cli.home().relativize(from).toString());
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return target;
    }
}
