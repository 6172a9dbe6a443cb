package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.Participant;
import org.backscroll.api.source.SourceException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.StanzaCollector;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jxmpp.jid.impl.JidCreate;

/** Looks into a room: who is there is told only to who enters (XEP-0045, section 7.2). */
final class Occupants {
    private final Link link;

    Occupants(Link link) {
        this.link = link;
    }

    /**
     * Somebody in a room.
     *
     * @param address theirs in the room
     * @param role in what capacity
     */
    record Occupant(Jid address, Participant.Role role) {}

    /** Word that one enters a room, without its history. */
    static PresenceBuilder entering(Jid room, String nick) {
        Node join =
                new Node("x", Names.ROOM)
                        .with(new Node("history", Names.ROOM).with("maxstanzas", "0"));
        return presence(Presence.Type.available, room, nick).addExtension(new Payload.Part(join));
    }

    private static PresenceBuilder presence(Presence.Type type, Jid room, String nick) {
        return StanzaBuilder.buildPresence()
                .ofType(type)
                .to(JidCreate.fromOrThrowUnchecked(room + "/" + nick));
    }

    /** Enters, looks around and leaves. */
    List<Occupant> of(Jid room) throws SourceException, InterruptedException {
        String nick = link.settings().nick();
        StanzaCollector collector =
                link.connection()
                        .createStanzaCollector(
                                stanza ->
                                        stanza instanceof Presence
                                                && stanza.getFrom() != null
                                                && stanza.getFrom()
                                                        .asBareJid()
                                                        .toString()
                                                        .equals(room.value()));
        try {
            link.connection().sendStanza(entering(room, nick).build());
            List<Occupant> found = look(room, collector);
            link.connection().sendStanza(presence(Presence.Type.unavailable, room, nick).build());
            return found;
        } catch (SmackException e) {
            throw link.failures().asking(room.value(), e);
        } finally {
            collector.cancel();
        }
    }

    private static List<Occupant> look(Jid room, StanzaCollector collector)
            throws SourceException, InterruptedException {
        List<Occupant> found = new ArrayList<>();
        while (true) {
            Presence presence = collector.nextResult();
            if (presence == null) {
                throw new SourceException.Transient(room + " does not let anybody enter now", null);
            }
            if (presence.getType() == Presence.Type.error) {
                throw new SourceException.Denied(
                        room
                                + " does not let this account enter ("
                                + presence.getError().getCondition()
                                + "); ask to be let in, or set another nick");
            }
            Optional<Node> x = about(presence);
            if (presence.getType() == Presence.Type.available) {
                found.add(
                        new Occupant(
                                Addresses.normal(presence.getFrom().toString()),
                                role(x.flatMap(node -> node.child("item")))));
            }
            if (x.filter(Occupants::isOwn).isPresent()) {
                return found; // One's own comes last.
            }
        }
    }

    private static Optional<Node> about(Presence presence) {
        return Optional.ofNullable(presence.getExtensionElement("x", Names.ROOM_USER))
                .filter(Payload.Part.class::isInstance)
                .map(part -> ((Payload.Part) part).node());
    }

    private static boolean isOwn(Node x) {
        return x.children().stream()
                .anyMatch(
                        child ->
                                child.name().equals("status")
                                        && child.attribute("code").equals(Optional.of("110")));
    }

    private static Participant.Role role(Optional<Node> item) {
        return switch (item.flatMap(node -> node.attribute("affiliation")).orElse("")) {
            case "owner" -> Participant.Role.OWNER;
            case "admin" -> Participant.Role.ADMIN;
            default -> Participant.Role.MEMBER;
        };
    }
}
