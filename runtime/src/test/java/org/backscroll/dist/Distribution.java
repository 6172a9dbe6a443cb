package org.backscroll.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
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

    /** The symbolic names of our own. */
    static List<String> ours() {
        return bundles().stream()
                .map(Distribution::symbolicName)
                .filter(name -> name.startsWith("org.backscroll."))
                .toList();
    }

    /** All that this build made, the launcher and what is not started included. */
    static List<Path> jarsOfOurs() {
        List<Path> jars = new ArrayList<>();
        for (Path bundle : bundles()) {
            if (symbolicName(bundle).startsWith("org.backscroll.")) {
                jars.add(bundle);
            }
        }
        jars.add(Cli.home().resolve("lib").resolve("backscroll-launcher.jar"));
        try (Stream<Path> files = Files.list(Cli.home().resolve("optional"))) {
            jars.addAll(files.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars;
    }

    static String symbolicName(Path bundle) {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            return jar.getManifest()
                    .getMainAttributes()
                    .getValue("Bundle-SymbolicName")
                    .split(";")[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy that a test may change. */
    static Path copyTo(Path target) throws IOException {
        return copy(Cli.home(), target);
    }

    /** Copies a folder with all that is in it, rights included. */
    static Path copy(Path source, Path target) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(source)) {
            all = walk.toList();
        }
        for (Path from : all) {
            Path to = target.resolve(source.relativize(from).toString());
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return target;
    }
}
