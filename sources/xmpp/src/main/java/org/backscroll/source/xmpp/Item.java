package org.backscroll.source.xmpp;

import java.time.Instant;
import java.util.Optional;

/**
 * A record of an archive.
 *
 * @param id the archive's own id for it
 * @param stamp when the archive took it in; empty if it does not say so in a readable way
 * @param message the stanza; empty if it is missing
 * @param raw the whole record
 */
record Item(String id, Optional<Instant> stamp, Optional<Node> message, Node raw) {
    /** Of a {@code <result>}. */
    static Item of(Node result) {
        Optional<Node> forwarded = result.child("forwarded", Names.FORWARD);
        return new Item(
                result.attribute("id").orElse(""),
                forwarded
                        .flatMap(node -> node.child("delay", Names.DELAY))
                        .flatMap(node -> node.attribute("stamp"))
                        .flatMap(Stamps::parse),
                forwarded.flatMap(node -> node.child("message", Names.CLIENT)),
                result);
    }

    /** About how much memory it takes, in characters. */
    int size() {
        return raw.size();
    }
}
