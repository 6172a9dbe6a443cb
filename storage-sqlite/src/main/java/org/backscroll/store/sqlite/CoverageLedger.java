package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Lane;
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
    static final long WHOLE_LANE = Addresses.UNKNOWN;

    /** As the statement gives them; a proof and a claim may begin together. */
    private static final Comparator<LedgerLine> IN_ORDER =
            Comparator.comparing(LedgerLine::source)
                    .thenComparing(LedgerLine::lane)
                    .thenComparing(LedgerLine::from)
                    .thenComparing(LedgerLine::to)
                    .thenComparing(LedgerLine::proven);

    private final Session session;

    CoverageLedger(Session session) {
        this.session = session;
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
                new LedgerLine(
                        0,
                        source,
                        range.lane(),
                        range.from(),
                        range.to(),
                        range.proven(),
                        range.beginning()));
    }

    private void add(long account, long chat, LedgerLine added) throws SQLException {
        List<LedgerLine> replaced =
                session.list(
                        Sql.COVERAGE_OF_LANE,
                        LedgerLine::read,
                        account,
                        chat,
                        added.source(),
                        added.lane(),
                        added.proven());
        List<LedgerLine> apart = new ArrayList<>(replaced);
        LedgerLine joined = added.joinAll(apart);
        replaced.removeAll(apart);
        for (LedgerLine line : replaced) {
            session.update(Sql.COVERAGE_DELETE, line.id());
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
        for (LedgerLine line : session.list(Sql.COVERAGE, LedgerLine::read, account, from)) {
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
        List<LaneDescriptions.Described> lanes = new LaneDescriptions(session).list(number.get());
        List<Coverage> list = new ArrayList<>();
        for (LedgerLine line :
                shown(session.list(Sql.COVERAGE, LedgerLine::read, number.get(), address.get()))) {
            Covered range =
                    new Covered(
                            line.lane(),
                            jid,
                            line.from(),
                            line.to(),
                            line.proven(),
                            line.beginning());
            Optional<Lane.Order> order =
                    chat.isPresent()
                            ? Optional.of(Lane.Order.TIME)
                            : LaneDescriptions.order(lanes, line.source(), line.lane());
            list.add(new Coverage(line.source(), range, order));
        }
        return list;
    }

    /** Without the claims that are proven; what they say of the beginning is handed on. */
    private static List<LedgerLine> shown(List<LedgerLine> lines) {
        List<LedgerLine> shown = new ArrayList<>(lines);
        for (LedgerLine claim : lines) {
            for (int i = 0; !claim.proven() && i < shown.size(); i++) {
                LedgerLine proof = shown.get(i);
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
        shown.sort(IN_ORDER);
        return shown;
    }
}
