package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.backscroll.api.Jid;
import org.backscroll.api.Participant;
import org.backscroll.api.source.SourceException;

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
    static Node entering(Jid room, String nick) {
        return presence(room, nick)
                .with(
                        new Node("x", Names.ROOM)
                                .with(new Node("history", Names.ROOM).with("maxstanzas", "0")));
    }

    private static Node presence(Jid room, String nick) {
        return Link.stanza("presence").with("to", room + "/" + nick);
    }

    /** What a room sends, in its order. */
    private record Ear(Jid room, BlockingQueue<Node> heard) implements Link.Listener {
        private static final Node LOST = new Node("lost", "");

        @Override
        public void heard(Node stanza) {
            String from = stanza.attribute("from").orElse("");
            if (stanza.name().equals("presence")
                    && (from.equals(room.value()) || from.startsWith(room.value() + "/"))) {
                heard.add(stanza);
            }
        }

        @Override
        public void lost() {
            heard.add(LOST);
        }
    }

    /** Enters, looks around and leaves. */
    List<Occupant> of(Jid room) throws SourceException, InterruptedException {
        String nick = link.settings().nick();
        Ear ear = new Ear(room, new LinkedBlockingQueue<>());
        link.listen(ear);
        try {
            link.send(entering(room, nick));
            List<Occupant> found = look(ear);
            link.send(presence(room, nick).with("type", "unavailable"));
            return found;
        } finally {
            link.unlisten(ear);
        }
    }

    private List<Occupant> look(Ear ear) throws SourceException, InterruptedException {
        List<Occupant> found = new ArrayList<>();
        while (true) {
            Node presence = ear.heard().poll(link.settings().patience(), TimeUnit.MILLISECONDS);
            if (presence == null) {
                throw new SourceException.Transient(
                        ear.room() + " does not let anybody enter now", null);
            }
            if (presence == Ear.LOST) {
                throw link.failures().broken(null);
            }
            String type = presence.attribute("type").orElse("");
            if (type.equals("error")) {
                throw new SourceException.Denied(
                        ear.room()
                                + " does not let this account enter ("
                                + Failures.condition(presence)
                                + "); ask to be let in, or set another nick");
            }
            Optional<Node> x = presence.child("x", Names.ROOM_USER);
            if (type.isEmpty()) {
                found.add(
                        new Occupant(
                                Addresses.normal(presence.attribute("from").orElse("")),
                                role(x.flatMap(node -> node.child("item")))));
            }
            if (x.filter(Occupants::isOwn).isPresent()) {
                return found; // One's own comes last.
            }
        }
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
