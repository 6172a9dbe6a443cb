package org.backscroll.source.whatsapp.export;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens the text of an exported chat, be it a file or in a ZIP file with pictures and the like. */
final class ChatText {
    /** More than the name of a file takes, with what else the directory has of it. */
    private static final int DIRECTORY_PER_ENTRY = 1024;

    private ChatText() {}

    /**
     * A stream of it, as it is inflated.
     *
     * @throws UnreadableException if there is none in the file
     */
    static InputStream open(Export export, Limits limits) throws IOException {
        if (!export.zipped()) {
            return Files.newInputStream(export.path());
        }
        ZipSize size = ZipSize.of(export.path());
        if (size.entries() > limits.entries()
                || size.directory() > (long) limits.entries() * DIRECTORY_PER_ENTRY) {
            throw new UnreadableException(
                    "it holds more files than zip.max.entries allows; raise that if it is right");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(export.path().toFile());
        } catch (ZipException e) {
            throw new UnreadableException("its ZIP directory is damaged");
        }
        try {
            ZipEntry entry = text(zip, export);
            return new Entry(new Capped(zip.getInputStream(entry), limits.inflated()), zip);
        } catch (ZipException e) {
            zip.close();
            throw new UnreadableException("the chat in it cannot be inflated");
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    /** The chat among the texts in it, which may have been sent as files in the chat. */
    private static ZipEntry text(ZipFile zip, Export export) throws UnreadableException {
        List<ZipEntry> texts = new ArrayList<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (isText(entry)) {
                texts.add(entry);
            }
        }
        String base = export.name().substring(0, export.name().length() - ".zip".length());
        Optional<ZipEntry> named =
                texts.stream()
                        .filter(entry -> name(entry).equalsIgnoreCase(Title.IOS + ".txt"))
                        .findFirst()
                        .or(
                                () ->
                                        texts.stream()
                                                .filter(entry -> Title.given(name(entry)))
                                                .findFirst())
                        .or(
                                () ->
                                        texts.stream()
                                                .filter(e -> name(e).equals(base + ".txt"))
                                                .findFirst());
        if (named.isEmpty() && texts.size() != 1) {
            throw new UnreadableException(
                    texts.isEmpty()
                            ? "there is no exported chat in it"
                            : "none of the texts in it is named as WhatsApp names a chat");
        }
        return named.orElseGet(() -> texts.get(0));
    }

    private static boolean isText(ZipEntry entry) {
        String path = entry.getName();
        return !entry.isDirectory()
                && path.toLowerCase(Locale.ROOT).endsWith(".txt")
                && !path.startsWith("__MACOSX/")
                && !name(entry).startsWith(".");
    }

    private static String name(ZipEntry entry) {
        String path = entry.getName();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A stream that takes its ZIP file along when it is closed. */
    private static final class Entry extends FilterInputStream {
        private final ZipFile zip;

        private Entry(InputStream in, ZipFile zip) {
            super(in);
            this.zip = zip;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (ZipException e) {
                throw new UnreadableException("the chat in it is damaged: it cannot be inflated");
            } catch (EOFException e) {
                throw new UnreadableException("the chat in it is cut off");
            }
        }

        @Override
        public void close() throws IOException {
            try (zip) {
                super.close();
            }
        }
    }
}
