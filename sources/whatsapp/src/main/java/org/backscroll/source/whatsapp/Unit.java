package org.backscroll.source.whatsapp;

import java.nio.file.Path;

/**
 * A chunk file, as it was when the folder was listed.
 *
 * @param name its name, by which the files are ordered
 * @param size in bytes
 * @param modified when it was last written, in epoch milliseconds
 */
record Unit(Path path, String name, long size, long modified) {}
