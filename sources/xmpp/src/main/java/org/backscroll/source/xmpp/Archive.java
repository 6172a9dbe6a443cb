package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.backscroll.api.Jid;
import org.backscroll.api.source.SourceException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.StanzaCollector;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jxmpp.jid.impl.JidCreate;

/** The archive of an account or room, asked page by page. */
final class Archive {
    private static final int IDS_AT_ONCE = 50;

    private final Link link;
    private final Jid owner;
    private final boolean room;

    /**
     * @param owner whose archive it is
     * @param room whether that is a room
     */
    Archive(Link link, Jid owner, boolean room) {
        this.link = link;
        this.owner = owner;
        this.room = room;
    }

    /** A page that was asked for. */
    final class Asked {
        private final StanzaCollector results;
        private final StanzaCollector answered;
        private final String query;
        private final boolean continued;
        private volatile boolean cancelled;

        private Asked(
                StanzaCollector results,
                StanzaCollector answered,
                String query,
                boolean continued) {
            this.results = results;
            this.answered = answered;
            this.query = query;
            this.continued = continued;
        }

        /** Waits for the page: for its end, not for each record, which come before it. */
        Page take() throws SourceException, InterruptedException {
            try {
                IQ answer = cancelled ? null : answered.nextResult();
                if (answer == null) {
                    throw missing();
                }
                List<Item> items = new ArrayList<>();
                for (Stanza stanza = results.pollResult();
                        stanza != null;
                        stanza = results.pollResult()) {
                    result(stanza, query).map(Item::of).ifPresent(items::add);
                }
                return page(items, answer);
            } catch (IllegalStateException e) {
                throw missing(); // It was cancelled a moment ago.
            } finally {
                answered.cancel();
                results.cancel();
            }
        }

        private Page page(List<Item> items, IQ answer) throws SourceException {
            if (answer.getError() != null) {
                throw refused(answer);
            }
            if (!(answer instanceof Payload.Request payload)) {
                throw new SourceException.Transient(
                        owner + " answered something else than a page", null);
            }
            Optional<String> last =
                    payload.node()
                            .child("set", Names.PAGING)
                            .flatMap(set -> set.child("last"))
                            .map(Node::text);
            if (!items.isEmpty()
                    && last.isPresent()
                    && items.stream().noneMatch(item -> item.id().equals(last.get()))) {
                throw new SourceException.Transient("a page of " + owner + " has a hole", null);
            }
            // An empty page ends it, whatever it says of itself: there is no id to go on from.
            boolean complete =
                    items.isEmpty()
                            || payload.node()
                                    .attribute("complete")
                                    .filter("true"::equals)
                                    .isPresent();
            return new Page(items, complete);
        }

        private SourceException refused(IQ answer) {
            if (continued
                    && answer.getError().getCondition() == StanzaError.Condition.item_not_found) {
                return new SourceException.CursorLost(
                        owner + " no longer knows where the last page ended");
            }
            return link.failures()
                    .asking(
                            owner.value(),
                            new XMPPException.XMPPErrorException(answer, answer.getError()));
        }

        private SourceException missing() throws InterruptedException {
            if (cancelled) {
                throw new InterruptedException("the reading was broken off");
            }
            return link.alive()
                    ? new SourceException.Transient(
                            owner + " did not answer within " + link.settings().patience() + " ms",
                            null)
                    : link.failures()
                            .asking(owner.value(), new SmackException.NotConnectedException());
        }

        /** Wakes who waits. */
        void cancel() {
            cancelled = true;
            answered.cancel();
            results.cancel();
        }
    }

    /** Sends the question for a page; the answer may be taken later. */
    Asked ask(Slice slice, Optional<String> from) throws SourceException, InterruptedException {
        String query = UUID.randomUUID().toString();
        int max = slice.ids().isEmpty() ? link.settings().pageSize() : slice.ids().size();
        Payload.Request request = new Payload.Request(slice.question(query, max, from));
        request.setType(IQ.Type.set);
        if (room) {
            request.setTo(JidCreate.fromOrThrowUnchecked(owner.value()));
        }
        String id = request.getStanzaId();
        StanzaCollector answer =
                link.collector(
                        stanza ->
                                stanza instanceof IQ iq && id.equals(iq.getStanzaId()) && ours(iq));
        // Each record is a sign of life, which gives the answer more time.
        StanzaCollector results =
                link.collector(
                        stanza -> ours(stanza) && result(stanza, query).isPresent(),
                        Math.max(1_000, 4 * max),
                        answer);
        Asked asked = new Asked(results, answer, query, from.isPresent());
        try {
            link.send(request);
        } catch (SourceException | InterruptedException e) {
            asked.cancel();
            throw e;
        }
        return asked;
    }

    /** Some records by their ids, where the server can be asked so; those it does not have fail. */
    List<Item> byIds(List<String> ids) throws SourceException, InterruptedException {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += IDS_AT_ONCE) {
            Slice slice = Slice.ofIds(ids.subList(i, Math.min(ids.size(), i + IDS_AT_ONCE)));
            items.addAll(ask(slice, Optional.empty()).take().items());
        }
        return items;
    }

    /** Who else could send such a stanza is not to be believed. */
    private boolean ours(Stanza stanza) {
        return stanza.getFrom() == null ? !room : stanza.getFrom().toString().equals(owner.value());
    }

    private static Optional<Node> result(Stanza stanza, String query) {
        if (!(stanza instanceof Message)) {
            return Optional.empty();
        }
        return Optional.ofNullable(stanza.getExtensionElement("result", Names.ARCHIVE))
                .filter(Payload.Part.class::isInstance)
                .map(part -> ((Payload.Part) part).node())
                .filter(node -> node.attribute("queryid").filter(query::equals).isPresent());
    }

    Jid owner() {
        return owner;
    }

    boolean isRoom() {
        return room;
    }

    Link link() {
        return link;
    }
}
