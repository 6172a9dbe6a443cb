package org.backscroll.source.whatsapp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;

/**
 * A chunk as it lies on a media server: AES-256-CBC, then ten bytes of an HMAC. Nothing of it is
 * given away before all of it has been checked against its notification: the hash of the container,
 * the HMAC, the padding, the length and the hash of the contents, in this order. Contents are read
 * as streams; memory does not grow with them.
 */
final class Container {
    private static final int MAC_LENGTH = 10;
    private static final int BLOCK = 16;
    private static final int HASH_LENGTH = 32;
    private static final int BUFFER = 16 * 1024;

    private final SeekableByteChannel file;
    private final long length; // of what is encrypted
    private final Notification notification;
    private final MediaKeys keys;

    private Container(SeekableByteChannel file, Notification notification)
            throws IOException, GeneralSecurityException {
        this.file = file;
        this.length = file.size() - MAC_LENGTH;
        this.notification = notification;
        byte[] mediaKey =
                exactly(MediaKeys.LENGTH, notification.mediaKey(), "a media key of 32 bytes");
        this.keys = MediaKeys.of(mediaKey);
    }

    /**
     * Checks a container and opens what is in it: the chunk, compressed as ever.
     *
     * @param file the container; stays open until the contents are closed
     * @throws MalformedException if it is not what its notification says. The message says why and
     *     bears no secret; nothing was given away
     * @throws IOException if it cannot be read now
     */
    static InputStream open(Path file, Notification notification) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file);
        try {
            Container container = new Container(channel, notification);
            container.checkOutside();
            container.checkInside();
            return container.decrypt();
        } catch (GeneralSecurityException e) {
            channel.close();
            throw new IllegalStateException("the Java runtime lacks a standard algorithm", e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Opens a chunk that came within its notification, compressed as ever; such a one is not
     * encrypted.
     *
     * @throws MalformedException if there is none
     */
    static InputStream inline(Notification notification) throws MalformedException {
        return new ByteArrayInputStream(
                notification
                        .inlinePayload()
                        .orElseThrow(
                                () ->
                                        new MalformedException(
                                                "it is a notification without a chunk in it, and"
                                                        + " the container it tells of is not"
                                                        + " beside it")));
    }

    /** The hash and the HMAC, in one reading. */
    private void checkOutside() throws IOException, GeneralSecurityException {
        byte[] wanted =
                exactly(HASH_LENGTH, notification.fileEncSha256(), "the container's SHA-256");
        if (length < BLOCK) {
            throw new MalformedException("it is too short to be an encrypted chunk");
        }
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        Mac mac = keys.mac();
        InputStream in = Channels.newInputStream(file.position(0));
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new MalformedException("it is still being written, or was cut off");
            }
            hash.update(buffer, 0, count);
            mac.update(buffer, 0, count);
            left -= count;
        }
        byte[] tail = in.readNBytes(MAC_LENGTH);
        hash.update(tail);
        if (!MessageDigest.isEqual(hash.digest(), wanted)) {
            throw new MalformedException(
                    "it is not the container that its notification tells of: its SHA-256 differs");
        }
        if (!MessageDigest.isEqual(Arrays.copyOf(mac.doFinal(), MAC_LENGTH), tail)) {
            throw new MalformedException(
                    "it was tampered with, or its media key is another's: its HMAC is wrong");
        }
        if (length % BLOCK != 0) {
            throw new MalformedException("it is no encrypted chunk: its last block is not whole");
        }
    }

    /** The padding, the length and the hash of the contents, in a second reading. */
    private void checkInside() throws IOException, GeneralSecurityException {
        byte[] wanted = exactly(HASH_LENGTH, notification.fileSha256(), "the chunk's SHA-256");
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        Cipher cipher = keys.cipher();
        InputStream in = encrypted();
        byte[] input = new byte[BUFFER];
        byte[] output = new byte[BUFFER + BLOCK];
        long size = 0;
        for (int count = in.read(input); count >= 0; count = in.read(input)) {
            int plain = cipher.update(input, 0, count, output);
            hash.update(output, 0, plain);
            size += plain;
        }
        try {
            byte[] last = cipher.doFinal();
            hash.update(last);
            size += last.length;
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            throw new MalformedException("its contents do not end as encrypted ones do");
        }
        if (notification.fileLength().isPresent()
                && notification.fileLength().getAsLong() != size) {
            throw new MalformedException("its contents are not as long as its notification says");
        }
        if (!MessageDigest.isEqual(hash.digest(), wanted)) {
            throw new MalformedException(
                    "its contents are not what its notification tells of: their SHA-256 differs");
        }
    }

    private InputStream decrypt() throws IOException, GeneralSecurityException {
        return new CipherInputStream(encrypted(), keys.cipher());
    }

    private InputStream encrypted() throws IOException {
        return new FirstBytes(Channels.newInputStream(file.position(0)), length);
    }

    private static byte[] exactly(int length, Optional<byte[]> bytes, String what)
            throws MalformedException {
        return bytes.filter(b -> b.length == length)
                .orElseThrow(() -> new MalformedException("its notification lacks " + what));
    }
}
