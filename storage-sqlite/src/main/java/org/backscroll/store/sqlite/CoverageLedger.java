package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.Coverage;

/**
 * The ledger of what is complete. Ranges of one lane (and chat) are joined as they overlap or as
 * their edges meet in an equal mark, proven ones with proven ones and claimed ones with claimed
 * ones: a claim next to a proof proves nothing. A claimed range within a proven one is not shown.
 *
 * <p>Two marks at one position but with different ids do not meet: what lies between them is
 * unknown, since ids need not be in the lane's order.
 */
final class CoverageLedger {
    /** Stands for the chat of a range that speaks of a whole lane. */
    private static final long WHOLE_LANE = Addresses.UNKNOWN;

    private final Session session;

    CoverageLedger(Session session) {
        this.session = session;
    }

    private record Line(
            long id,
            String source,
            String lane,
            Mark from,
            Mark to,
            boolean proven,
            boolean beginning) {
        static Line read(ResultSet row) throws SQLException {
            return new Line(
                    row.getLong(9),
                    row.getString(1),
                    row.getString(2),
                    new Mark(row.getLong(3), row.getString(4)),
                    new Mark(row.getLong(5), row.getString(6)),
                    row.getInt(7) == 1,
                    row.getInt(8) == 1);
        }

        boolean meets(Line other) {
            return from.position() < other.to.position() && other.from.position() < to.position()
                    || from.equals(other.from)
                    || to.equals(other.to)
                    || from.equals(other.to)
                    || to.equals(other.from);
        }

        boolean holds(Line other) {
            return (from.position() < other.from.position() || from.equals(other.from))
                    && (to.position() > other.to.position() || to.equals(other.to));
        }

        /**
         * Both. Where they follow on one another the far edges stay. Else, of two edges at one
         * position, both lie within, and the stored one is kept so that nothing goes back when an
         * old range is entered again.
         */
        Line join(Line stored) {
            Mark first = from.position() < stored.from.position() ? from : stored.from;
            Mark last = to.position() > stored.to.position() ? to : stored.to;
            if (to.equals(stored.from)) {
                first = from;
                last = stored.to;
            } else if (from.equals(stored.to)) {
                first = stored.from;
                last = to;
            }
            return new Line(0, source, lane, first, last, proven, beginning || stored.beginning);
        }

        Line withBeginning() {
            return new Line(id, source, lane, from, to, proven, true);
        }
    }

    /** Enters what is complete. */
    void add(long account, String source, Covered range, Addresses addresses) throws SQLException {
        long chat = WHOLE_LANE;
        if (range.chat().isPresent()) {
            chat = addresses.person(account, range.chat().get());
        }
        add(
                account,
                chat,
                new Line(
                        0,
                        source,
                        range.lane(),
                        range.from(),
                        range.to(),
                        range.proven(),
                        range.beginning()));
    }

    private void add(long account, long chat, Line added) throws SQLException {
        List<Line> rest =
                session.list(
                        Sql.COVERAGE_OF_LANE,
                        Line::read,
                        account,
                        chat,
                        added.source(),
                        added.lane(),
                        added.proven());
        Line joined = added;
        boolean again = true;
        while (again) { // What was joined may meet what its parts did not.
            again = false;
            for (Line line : List.copyOf(rest)) {
                if (joined.meets(line)) {
                    joined = joined.join(line);
                    rest.remove(line);
                    session.update(Sql.COVERAGE_DELETE, line.id());
                    again = true;
                }
            }
        }
        session.update(
                Sql.COVERAGE_INSERT,
                account,
                chat,
                joined.source(),
                joined.lane(),
                joined.from().position(),
                joined.from().id(),
                joined.to().position(),
                joined.to().id(),
                joined.proven(),
                joined.beginning());
    }

    /** When two addresses turn out to be one person's: their chats' ranges become one chat's. */
    void move(long account, long from, long to) throws SQLException {
        for (Line line : session.list(Sql.COVERAGE, Line::read, account, from)) {
            session.update(Sql.COVERAGE_DELETE, line.id());
            add(account, to, line);
        }
    }

    /** The ranges of one chat, or of whole lanes, in order. */
    List<Coverage> list(AccountId account, Optional<Jid> chat) throws SQLException {
        Reads reads = new Reads(session);
        Optional<Long> number = reads.account(account);
        Optional<Long> address = Optional.of(WHOLE_LANE);
        Optional<Jid> jid = chat;
        if (number.isPresent() && chat.isPresent()) {
            address = reads.person(number.get(), chat.get());
            if (address.isPresent()) {
                jid = Optional.of(new Addresses(session).jid(address.get()));
            }
        }
        if (number.isEmpty() || address.isEmpty()) {
            return List.of();
        }
        List<Coverage> list = new ArrayList<>();
        for (Line line :
                shown(session.list(Sql.COVERAGE, Line::read, number.get(), address.get()))) {
            Covered range =
                    new Covered(
                            line.lane(),
                            jid,
                            line.from(),
                            line.to(),
                            line.proven(),
                            line.beginning());
            list.add(new Coverage(line.source(), range));
        }
        return list;
    }

    /** Without the claims that are proven; what they say of the beginning is handed on. */
    private static List<Line> shown(List<Line> lines) {
        List<Line> shown = new ArrayList<>(lines);
        for (Line claim : lines) {
            for (int i = 0; !claim.proven() && i < shown.size(); i++) {
                Line proof = shown.get(i);
                if (proof.proven()
                        && proof.source().equals(claim.source())
                        && proof.lane().equals(claim.lane())
                        && proof.holds(claim)) {
                    if (claim.beginning()) {
                        shown.set(i, proof.withBeginning());
                    }
                    shown.remove(claim);
                    break;
                }
            }
        }
        return shown;
    }
}
