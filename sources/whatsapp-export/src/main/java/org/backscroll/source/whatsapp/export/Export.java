package org.backscroll.source.whatsapp.export;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A file with an exported chat, as it was when it was looked at.
 *
 * @param name its name, by which files are ordered
 * @param size in bytes
 * @param modified when it was last written, in epoch milliseconds
 */
record Export(Path path, String name, long size, long modified) {
    /** Whether it is a ZIP file, which has the text inside. */
    boolean zipped() {
        return name.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** The chat's name. */
    String title() {
        return Title.of(path);
    }
}
