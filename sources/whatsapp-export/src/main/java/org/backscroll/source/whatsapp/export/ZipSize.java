package org.backscroll.source.whatsapp.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much a ZIP file says to hold, read from its last record (PKWARE's APPNOTE, 4.3.16 and 4.3.14)
 * before anything else of it is, since whoever opens it holds all of its directory.
 *
 * @param entries how many files
 * @param directory how many bytes the directory of them takes
 */
record ZipSize(long entries, long directory) {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LENGTH = 56;
    private static final int MAX_COMMENT = 0xffff;

    /** Reads it. */
    static ZipSize of(Path path) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(path)) {
            long tail = Math.min(file.size(), MAX_COMMENT + END_LENGTH + LOCATOR_LENGTH);
            ByteBuffer bytes = read(file, file.size() - tail, (int) tail);
            for (int at = bytes.limit() - END_LENGTH; at >= 0; at--) {
                if (bytes.getInt(at) == END) {
                    int locator = at - LOCATOR_LENGTH;
                    return locator >= 0 && bytes.getInt(locator) == LOCATOR
                            ? large(file, bytes.getLong(locator + 8))
                            : new ZipSize(
                                    Short.toUnsignedLong(bytes.getShort(at + 10)),
                                    Integer.toUnsignedLong(bytes.getInt(at + 12)));
                }
            }
            throw new UnreadableException("it is no ZIP file, or not all of one");
        }
    }

    private static ZipSize large(SeekableByteChannel file, long offset) throws IOException {
        if (offset < 0 || offset > file.size() - END_64_LENGTH) {
            throw new UnreadableException("its ZIP directory is damaged");
        }
        ByteBuffer bytes = read(file, offset, END_64_LENGTH);
        if (bytes.getInt(0) != END_64) {
            throw new UnreadableException("its ZIP directory is damaged");
        }
        return new ZipSize(bytes.getLong(32), bytes.getLong(40));
    }

    private static ByteBuffer read(SeekableByteChannel file, long offset, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.position(offset);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // until it is filled or the file ends
        }
        return bytes.flip();
    }
}
