package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts chunks into a spool that came some other way, after all the checks they allow: what is not
 * whole can still be sent again now. Thread-safe.
 */
final class Deposit {
    private static final String PART = ".posted-";
    private static final Logger LOG = LoggerFactory.getLogger(Deposit.class);

    private final Spool spool;
    private final Limits limits;
    private final Clock clock;

    Deposit(Spool spool, Limits limits, Clock clock) {
        this.spool = spool;
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes away what a process that was killed has left half written; nobody was told 201. */
    void clear() {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(spool.dir(), PART + "*")) {
            for (Path part : parts) {
                Files.delete(part);
            }
        } catch (IOException | DirectoryIteratorException | SourceException e) {
            LOG.debug("What was posted by halves is still there", e);
        }
    }

    /** A new file to write a chunk into, which is nobody's to read yet. */
    Path part() throws IOException, SourceException {
        return Files.createTempFile(spool.dir(), PART, ".tmp");
    }

    /**
     * Takes a chunk; it is on the disk when this returns.
     *
     * @param part the file it was written into; gone afterwards
     * @param notification what tells of it, if it is a container
     * @param json whether that is JSON, else protobuf
     * @return its name in the spool
     * @throws MalformedException if it is not whole, or no chunk
     */
    String take(Path part, Optional<byte[]> notification, boolean json)
            throws IOException, SourceException {
        String stem = "%013d-%s".formatted(clock.millis(), hash(part));
        Path dir = spool.dir();
        if (notification.isEmpty()) {
            check(unit(part, stem + ".bin", Optional.empty()));
            Durably.publish(part, dir.resolve(stem + ".bin"));
            return stem + ".bin";
        }
        String suffix = json ? ".json" : ".pb";
        Path told = Files.createTempFile(dir, PART, suffix);
        try {
            Files.write(told, notification.get());
            check(unit(part, stem + ".enc", Optional.of(told)));
            // the container last: without it JSON is no chunk, and protobuf none that is whole
            Durably.publish(told, dir.resolve(stem + suffix));
            Durably.publish(part, dir.resolve(stem + ".enc"));
        } finally {
            Files.deleteIfExists(told);
        }
        return stem + ".enc";
    }

    private void check(Unit unit) throws IOException {
        Optional<String> damage = Arrival.damage(unit, limits);
        if (damage.isPresent()) {
            throw new MalformedException(damage.get());
        }
    }

    private static Unit unit(Path path, String name, Optional<Path> notification)
            throws IOException {
        return new Unit(path, name, notification, Files.size(path), 0);
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[16 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(hash.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime lacks a standard algorithm", e);
        }
    }
}
