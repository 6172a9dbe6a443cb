package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;

/**
 * Who works on which key. A claim that ran out still holds until somebody else takes it; a claim
 * taken has a greater epoch, which the one before cannot write under.
 */
final class LeaseTable {
    private final Session session;
    private final JobTable jobs;
    private final Clock clock;

    LeaseTable(Session session, JobTable jobs, Clock clock) {
        this.session = session;
        this.jobs = jobs;
        this.clock = clock;
    }

    private record Row(Optional<String> owner, long epoch, long expires) {}

    private Optional<Row> row(long key) throws SQLException {
        return session.first(
                JobSql.LEASE,
                row ->
                        new Row(
                                Optional.ofNullable(row.getString(1)),
                                row.getLong(2),
                                row.getLong(3)),
                key);
    }

    Optional<Lease> acquire(JobKey key, String owner, Duration ttl) throws SQLException {
        long number = jobs.internKey(key);
        Optional<Row> held = row(number);
        if (held.isPresent()
                && held.get().owner().isPresent()
                && held.get().expires() > clock.millis()) {
            return Optional.empty();
        }
        long epoch = held.map(row -> row.epoch() + 1).orElse(1L);
        Instant expires = expiry(ttl);
        session.update(JobSql.LEASE_PUT, number, owner, epoch, Stored.millis(expires));
        return Optional.of(new Lease(key, owner, epoch, expires));
    }

    Lease renew(Lease lease, Duration ttl) throws SQLException, StaleException {
        check(lease);
        Instant expires = expiry(ttl);
        session.update(
                JobSql.LEASE_PUT,
                jobs.internKey(lease.key()),
                lease.owner(),
                lease.epoch(),
                Stored.millis(expires));
        return new Lease(lease.key(), lease.owner(), lease.epoch(), expires);
    }

    void release(Lease lease) throws SQLException {
        Optional<Long> number = jobs.key(lease.key());
        if (number.isPresent() && holds(number.get(), lease)) {
            session.update(JobSql.LEASE_PUT, number.get(), null, lease.epoch(), 0L);
        }
    }

    /** Whether a claim still holds. */
    void check(Lease lease) throws SQLException, StaleException {
        Optional<Long> number = jobs.key(lease.key());
        if (number.isEmpty() || !holds(number.get(), lease)) {
            throw new StaleException(
                    "the claim on "
                            + lease.key().type()
                            + " of "
                            + lease.key().source()
                            + " was lost");
        }
    }

    private boolean holds(long key, Lease lease) throws SQLException {
        return row(key).filter(row -> row.owner().isPresent() && row.epoch() == lease.epoch())
                .isPresent();
    }

    /** Instants are kept to the millisecond, as everything stored. */
    private Instant expiry(Duration ttl) {
        return Instant.ofEpochMilli(clock.millis()).plus(ttl);
    }
}
