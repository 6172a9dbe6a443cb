package org.backscroll.source.xmpp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Jid;

/**
 * What is wanted of an archive.
 *
 * @param with only what was written with this one
 * @param start not what is older
 * @param end not what is newer
 * @param ids only these records
 * @param backward from the newest
 */
record Slice(
        Optional<Jid> with,
        Optional<Instant> start,
        Optional<Instant> end,
        List<String> ids,
        boolean backward) {

    static Slice ofIds(List<String> ids) {
        return new Slice(Optional.empty(), Optional.empty(), Optional.empty(), ids, false);
    }

    /** All that it has of one time, in the archive's order. */
    Slice at(long time) {
        return new Slice(
                with,
                Optional.of(Instant.ofEpochMilli(time)),
                Optional.of(Instant.ofEpochMilli(time + 1)),
                ids,
                false);
    }

    /**
     * The question for a page of it (XEP-0313, section 4).
     *
     * @param from the id behind which the page begins; empty for the first page
     */
    Node question(String query, int max, Optional<String> from) {
        Node paging = new Node("set", Names.PAGING);
        paging.with(new Node("max", Names.PAGING).withText(String.valueOf(max)));
        if (backward || from.isPresent()) {
            // Without an id it asks for the last page.
            paging.with(
                    new Node(backward ? "before" : "after", Names.PAGING)
                            .withText(from.orElse("")));
        }
        Node question = new Node("query", Names.ARCHIVE).with("queryid", query);
        form().ifPresent(question::with);
        return question.with(paging);
    }

    private Optional<Node> form() {
        if (with.isEmpty() && start.isEmpty() && end.isEmpty() && ids.isEmpty()) {
            return Optional.empty();
        }
        Node form = new Node("x", Names.FORM).with("type", "submit");
        form.with(field("FORM_TYPE", List.of(Names.ARCHIVE)).with("type", "hidden"));
        with.ifPresent(jid -> form.with(field("with", List.of(jid.value()))));
        start.ifPresent(time -> form.with(field("start", List.of(Stamps.write(time)))));
        end.ifPresent(time -> form.with(field("end", List.of(Stamps.write(time)))));
        if (!ids.isEmpty()) {
            form.with(field("ids", ids));
        }
        return Optional.of(form);
    }

    private static Node field(String name, List<String> values) {
        Node field = new Node("field", Names.FORM).with("var", name);
        values.forEach(value -> field.with(new Node("value", Names.FORM).withText(value)));
        return field;
    }
}
