package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.backscroll.api.Jid;
import org.backscroll.api.source.SourceException;

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

    /**
     * What the end of a page says of it.
     *
     * @param first the id of its first record
     * @param last of its last one
     * @param complete whether nothing comes behind it
     */
    record End(Optional<String> first, Optional<String> last, boolean complete) {}

    private static Optional<End> end(Node answer) {
        return answer.child("fin", Names.ARCHIVE)
                .map(
                        fin -> {
                            Optional<Node> set = fin.child("set", Names.PAGING);
                            return new End(
                                    set.flatMap(node -> node.child("first")).map(Node::text),
                                    set.flatMap(node -> node.child("last")).map(Node::text),
                                    fin.attribute("complete").equals(Optional.of("true")));
                        });
    }

    /** A page that was asked for. */
    final class Asked {
        private final Link.Asked asked;
        private final boolean continued;

        private Asked(Link.Asked asked, boolean continued) {
            this.asked = asked;
            this.continued = continued;
        }

        /** Waits for the page: for its end, not for each record, which come before it. */
        Page take() throws SourceException, InterruptedException {
            return take(end -> {});
        }

        /**
         * As {@link #take()}.
         *
         * @param next what is done as soon as the page's end is there, maybe on the connection's
         *     thread: it must not wait
         */
        Page take(Consumer<End> next) throws SourceException, InterruptedException {
            try (asked) {
                Node answer = asked.await(told -> end(told).ifPresent(next));
                if (answer.attribute("type").equals(Optional.of("error"))) {
                    throw refused(answer);
                }
                End end =
                        end(answer)
                                .orElseThrow(
                                        () ->
                                                new SourceException.Transient(
                                                        owner
                                                                + " answered something else than a"
                                                                + " page",
                                                        null));
                return page(asked.records().stream().map(Item::of).toList(), end);
            }
        }

        private Page page(List<Item> items, End end) throws SourceException {
            if (!items.isEmpty()
                    && end.last().isPresent()
                    && items.stream().noneMatch(item -> item.id().equals(end.last().get()))) {
                throw new SourceException.Transient("a page of " + owner + " has a hole", null);
            }
            // An empty page ends it, whatever it says of itself: there is no id to go on from.
            return new Page(items, items.isEmpty() || end.complete());
        }

        private SourceException refused(Node answer) {
            if (continued && Failures.condition(answer).equals("item-not-found")) {
                return new SourceException.CursorLost(
                        owner + " no longer knows where the last page ended");
            }
            return link.failures().answered(owner.value(), answer);
        }

        /** Wakes who waits. */
        void cancel() {
            asked.cancel();
        }
    }

    /** Sends the question for a page; the answer may be taken later. */
    Asked ask(Slice slice, Optional<String> from) throws SourceException {
        String query = UUID.randomUUID().toString();
        int max = slice.ids().isEmpty() ? link.settings().pageSize() : slice.ids().size();
        return new Asked(
                link.begin(
                        "set",
                        room ? Optional.of(owner.value()) : Optional.empty(),
                        query,
                        slice.question(query, max, from),
                        Math.max(1_000, 4 * max)),
                from.isPresent());
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
