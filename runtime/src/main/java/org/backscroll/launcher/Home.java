package org.backscroll.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of the distribution: what it holds and where.
 *
 * @param folder absolute
 */
record Home(Path folder) {

    /** Where the script says, else above the folder this class's jar lies in. */
    static Home find() throws Problem {
        String told = System.getProperty("backscroll.home");
        Path folder;
        try {
            folder =
                    told != null
                            ? Path.of(told)
                            : Path.of(
                                            Home.class
                                                    .getProtectionDomain()
                                                    .getCodeSource()
                                                    .getLocation()
                                                    .toURI())
                                    .getParent()
                                    .getParent();
        } catch (URISyntaxException e) {
            throw Problem.failed("cannot tell where the distribution lies: " + e.getMessage());
        }
        folder = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder.resolve("bundles"))) {
            throw Problem.failed(
                    "no bundles in " + folder + "; unpack the distribution again or rebuild it");
        }
        return new Home(folder);
    }

    Path conf(String name) {
        return folder.resolve("conf").resolve(name);
    }

    List<Path> bundles() throws Problem {
        return files("bundles", ".jar");
    }

    Path pluginFolder() {
        return folder.resolve("plugins");
    }

    /** Whether there are files that configure components. */
    boolean hasSettings() throws Problem {
        return !files("conf", ".cfg").isEmpty() || !files("conf", ".config").isEmpty();
    }

    List<Path> plugins() throws Problem {
        return files("plugins", ".jar");
    }

    /** All that File Install may install: it has one filter of names for both its folders. */
    List<Path> watchedJars() throws Problem {
        List<Path> jars = new ArrayList<>(plugins());
        jars.addAll(files("conf", ".jar"));
        return jars;
    }

    /** What {@code conf/backscroll.properties} says; empty when somebody removed the file. */
    Properties properties() throws Problem {
        Properties properties = new Properties();
        Path file = conf("backscroll.properties");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw Problem.failed("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        return properties;
    }

    /** Sorted by name, so that bundle numbers and start order do not depend on the file system. */
    private List<Path> files(String name, String ending) throws Problem {
        Path in = folder.resolve(name);
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw Problem.failed("cannot read the folder " + in + ": " + e.getMessage(), e);
        }
    }
}
