package org.backscroll.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Puts together what the framework and the bundles are told at the start. */
final class FrameworkProperties {
    private final Home home;
    private final DataFolder data;
    private final ProcessCache cache;
    private final boolean readOnly;

    FrameworkProperties(Home home, DataFolder data, ProcessCache cache, boolean readOnly) {
        this.home = home;
        this.data = data;
        this.cache = cache;
        this.readOnly = readOnly;
    }

    /** Later ones win: defaults, then the user's file, then what only this process can know. */
    Map<String, Object> build(Properties userFile, boolean json) throws Problem {
        Map<String, Object> all = new HashMap<>();
        for (String name : userFile.stringPropertyNames()) {
            all.put(name, userFile.getProperty(name));
        }
        all.put("backscroll.home", home.folder().toString());
        all.put("backscroll.data", data.folder().toString());
        all.put("backscroll.readonly", Boolean.toString(readOnly));
        all.put("backscroll.json", Boolean.toString(json));
        all.put("backscroll.cwd", Path.of("").toAbsolutePath().toString());
        all.put("backscroll.tty", Boolean.toString(Boolean.getBoolean("backscroll.tty")));
        // Without a terminal there is no width, and nothing is cut.
        String columns = System.getProperty("backscroll.columns");
        if (columns != null) {
            all.put("backscroll.columns", columns);
        }
        all.put("org.osgi.framework.storage", cache.resolve("bundles").toString());
        all.put("org.osgi.framework.storage.clean", "onFirstInit");
        // The cache is this process's own, so nobody can be in the way.
        all.put("felix.cache.locking", "false");
        all.put("felix.cm.dir", configuration().toString());
        all.put("felix.fileinstall.dir", home.pluginFolder() + "," + home.folder().resolve("conf"));
        all.put("felix.fileinstall.tmpdir", cache.resolve("plugins").toString());
        all.put("backscroll.shell.history", data.shellHistory().toString());
        all.put("gosh.home", home.folder().resolve("conf").toString());
        all.put("gosh.args", "--nohistory --noshutdown");
        return all;
    }

    /**
     * The store of Config Admin. A reader gets a copy: Config Admin creates its folder and may
     * rewrite what it finds, and the folder may belong to a running writer.
     */
    private Path configuration() throws Problem {
        Path own = readOnly ? copy() : data.config();
        StoredSettings.forgetDeletedFiles(own);
        return own;
    }

    private Path copy() throws Problem {
        Path copy = cache.resolve("config");
        try {
            Files.createDirectories(copy);
            if (Files.isDirectory(data.config())) {
                copy(data.config(), copy);
            }
        } catch (IOException e) {
            throw Problem.failed(
                    "the configuration in " + data.config() + " cannot be read: " + e.getMessage(),
                    e);
        }
        return copy;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(from)) {
            entries = walk.toList();
        }
        for (Path entry : entries) {
            Path target = to.resolve(from.relativize(entry).toString());
            if (Files.isDirectory(entry)) {
                Files.createDirectories(target);
            } else if (Files.exists(entry)) { // a writer may have removed it meanwhile
                Files.copy(entry, target);
            }
        }
    }
}
