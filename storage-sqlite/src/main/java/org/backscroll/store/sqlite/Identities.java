package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Entry;

/**
 * Which addresses belong to one person. Addresses that are linked, over however many others, form
 * one person, known by the smallest address by phone, else by the smallest other one, else by the
 * smallest LID: this depends on the set of links alone, not on their order.
 */
final class Identities {
    private static final int PHONE = 2;
    private static final int OTHER = 1;
    private static final int LID = 0;

    private final Session session;
    private final Addresses addresses;
    private final long account;

    Identities(Session session, Addresses addresses, long account) {
        this.session = session;
        this.addresses = addresses;
        this.account = account;
    }

    private record Member(long address, int phone, Jid jid) {
        static final Comparator<Member> BEST =
                Comparator.comparingInt(Member::phone).reversed().thenComparing(Member::jid);
    }

    /**
     * Enters links.
     *
     * @return the addresses that people were known by and are no longer, each with the one that
     *     takes its place
     */
    Map<Long, Long> link(List<Entry.Link> links) throws SQLException {
        Map<Long, Long> moved = new LinkedHashMap<>();
        for (Entry.Link link : links) {
            if (!link.phone().equals(link.alias())) {
                link(link, moved);
            }
        }
        moved.replaceAll((from, to) -> last(moved, to));
        moved.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
        return moved;
    }

    /** A place taken in one link may be given up in the next one. */
    private static long last(Map<Long, Long> moved, long address) {
        long at = address;
        Long next = moved.get(at);
        while (next != null && next != at) {
            at = next;
            next = moved.get(at);
        }
        return at;
    }

    private void link(Entry.Link link, Map<Long, Long> moved) throws SQLException {
        List<Member> members = new ArrayList<>(members(link.phone(), PHONE));
        for (Member member : members(link.alias(), OTHER)) {
            if (members.stream().noneMatch(m -> m.address() == member.address())) {
                members.add(member);
            } else {
                members.replaceAll(
                        m ->
                                m.address() == member.address() && m.phone() < member.phone()
                                        ? member
                                        : m);
            }
        }
        long canonical = members.stream().min(Member.BEST).orElseThrow().address();
        for (Member member : members) {
            long before = addresses.canonical(account, member.address());
            session.update(Sql.IDENTITY_PUT, account, member.address(), canonical, member.phone());
            if (before == member.address() && before != canonical) {
                moved.put(before, canonical);
            }
            if (member.address() == canonical) {
                moved.remove(canonical);
            }
        }
        addresses.forget();
    }

    /** All addresses of a person, this one with the rank the link gives it if that is greater. */
    private List<Member> members(Jid jid, int role) throws SQLException {
        long address = addresses.intern(jid);
        int rank = jid.server().equals("lid") ? LID : role;
        List<Member> members = person(addresses.canonical(account, address));
        if (members.isEmpty()) {
            return List.of(new Member(address, rank, jid));
        }
        return members.stream()
                .map(
                        m ->
                                m.address() == address && m.phone() < rank
                                        ? new Member(address, rank, jid)
                                        : m)
                .toList();
    }

    private List<Member> person(long canonical) throws SQLException {
        return session.list(
                Sql.IDENTITY_PERSON,
                row -> new Member(row.getLong(1), row.getInt(2), Jid.of(row.getString(3))),
                account,
                canonical);
    }

    /**
     * A person's links: as few as give the same addresses with the same ranks. A link ranks its
     * first address as one by phone, so where none is, a LID, which no link ranks, stands first.
     */
    List<Entry.Link> links(long canonical) throws SQLException {
        List<Member> members = new ArrayList<>(person(canonical));
        members.sort(Member.BEST);
        Member best = members.get(0);
        boolean byPhone = best.phone() == PHONE;
        Member first = byPhone ? best : members.get(members.size() - 1);
        List<Entry.Link> links = new ArrayList<>();
        for (Member member : members) {
            if (member != first) {
                links.add(new Entry.Link(first.jid(), member.jid()));
                if (byPhone && member.phone() == PHONE) {
                    links.add(new Entry.Link(member.jid(), first.jid()));
                }
            }
        }
        return links;
    }
}
