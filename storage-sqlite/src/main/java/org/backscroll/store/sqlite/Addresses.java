package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey;

/**
 * Addresses as numbers. A number is a hash of the address, so that messages of the same time are
 * ordered alike whatever was heard of first; the next free number is taken where two hashes meet
 * (with a million addresses, one chance in 280; then the order of those two, in a tie, is that of
 * arrival).
 */
final class Addresses {
    /** The author nobody knows. */
    static final long UNKNOWN = 0;

    /** The account's owner. */
    static final long ME = 1;

    /** Numbers of six bytes: SQLite stores them in six, and eight would be in every row twice. */
    private static final long MASK = (1L << 47) - 1;

    private static final int CACHED = 20_000;

    private final Session session;
    private final ToLongFunction<String> hash;
    private final Map<String, Long> known = cache();
    private final Map<AccountAddress, Long> canonical = cache();

    private record AccountAddress(long account, long address) {}

    Addresses(Session session) {
        this(session, Addresses::hash);
    }

    /** With a hash of one's own, to see what happens when they meet. */
    Addresses(Session session, ToLongFunction<String> hash) {
        this.session = session;
        this.hash = hash;
    }

    private static <K, V> Map<K, V> cache() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > CACHED;
            }
        };
    }

    /** Forgets what is cached: after a rollback and after a link. */
    void forget() {
        known.clear();
        canonical.clear();
    }

    /** An address's number; it gets one if it has none. */
    long intern(Jid jid) throws SQLException {
        Long cached = known.get(jid.value());
        if (cached != null) {
            return cached;
        }
        long number = probe(jid.value());
        if (number < 0) {
            number = -number;
            session.update(Sql.ADDRESS_INSERT, number, jid.value());
        }
        known.put(jid.value(), number);
        return number;
    }

    /** An address's number, if it has one. */
    Optional<Long> find(Jid jid) throws SQLException {
        long number = probe(jid.value());
        return number < 0 ? Optional.empty() : Optional.of(number);
    }

    /** Its number, or minus the number it would get. */
    private long probe(String jid) throws SQLException {
        for (long number = start(jid); ; number++) {
            Optional<String> there =
                    session.first(Sql.ADDRESS_JID, row -> row.getString(1), number);
            if (there.isEmpty()) {
                return -number;
            }
            if (there.get().equals(jid)) {
                return number;
            }
        }
    }

    private long start(String jid) {
        return Math.max(ME + 1, hash.applyAsLong(jid) & MASK);
    }

    private static long hash(String jid) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(jid.getBytes(UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Jid jid(long address) throws SQLException {
        return Jid.of(
                session.first(Sql.ADDRESS_JID, row -> row.getString(1), address).orElseThrow());
    }

    /** The address by which its owner is known in an account. */
    long canonical(long account, long address) throws SQLException {
        AccountAddress key = new AccountAddress(account, address);
        Long cached = canonical.get(key);
        if (cached == null) {
            cached = session.number(Sql.IDENTITY_CANONICAL, address, account, address);
            canonical.put(key, cached);
        }
        return cached;
    }

    /** {@link #intern} and {@link #canonical}. */
    long person(long account, Jid jid) throws SQLException {
        return canonical(account, intern(jid));
    }

    long author(long account, MessageKey.Author author) throws SQLException {
        if (author.fromMe()) {
            return ME;
        }
        return author.jid().isPresent() ? person(account, author.jid().get()) : UNKNOWN;
    }
}
