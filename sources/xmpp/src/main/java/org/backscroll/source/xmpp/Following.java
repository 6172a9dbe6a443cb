package org.backscroll.source.xmpp;

import java.io.Closeable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.backscroll.api.Jid;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows archives live, on a connection and a thread of its own. What comes in, carbons of other
 * devices' talk included, is word that an archive has grown: what is delivered is read from there,
 * with the ids, times and order that a later reading finds again.
 */
final class Following implements Closeable, Link.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    /** After so long without a word the server is asked whether it is there. */
    private static final long SILENCE_MILLIS = 60_000;

    /** A server may deliver a message a moment before its archive shows it. */
    private static final long[] AGAIN_MILLIS = {50, 200, 1_000, 3_000};

    private static final String LOST = "";

    private final Link link;
    private final List<Tail> tails;
    private final LiveSink sink;
    private final BlockingQueue<String> grown = new LinkedBlockingQueue<>();
    private final Set<Jid> outside = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private long lookedIn = System.nanoTime();
    private volatile boolean closed;

    Following(Link link, List<Tail> tails, LiveSink sink) {
        this.link = link;
        this.tails = tails;
        this.sink = sink;
        thread = new Thread(this::run, "backscroll-xmpp-" + link.settings().jid());
        thread.setDaemon(true);
    }

    /** Begins. */
    void start() throws SourceException, InterruptedException {
        link.listen(this);
        link.set(link.settings().jid().value(), new Node("enable", Names.CARBONS));
        link.send(Link.stanza("presence"));
        for (Jid room : link.settings().rooms()) {
            link.send(Occupants.entering(room, link.settings().nick()));
        }
        thread.start();
    }

    @Override
    public void heard(Node stanza) {
        String from = stanza.attribute("from").map(text -> text.split("/", 2)[0]).orElse("");
        if (stanza.name().equals("presence")) {
            presence(from, stanza);
            return;
        }
        if (!stanza.name().equals("message")) {
            return;
        }
        boolean room = tails.stream().skip(1).anyMatch(tail -> tail.owner().value().equals(from));
        grown.add(room ? from : link.settings().jid().value());
    }

    /** A room tells who enters that they are in or may not be, and later that they are out. */
    private void presence(String from, Node stanza) {
        String type = stanza.attribute("type").orElse("");
        boolean own =
                stanza.children().stream()
                        .filter(child -> child.name().equals("x"))
                        .flatMap(x -> x.children().stream())
                        .anyMatch(status -> status.attribute("code").equals(Optional.of("110")));
        for (Jid room : link.settings().rooms()) {
            if (!room.value().equals(from)) {
                continue;
            }
            if (type.equals("error") || own && type.equals("unavailable")) {
                if (outside.add(room)) {
                    LOG.warn(
                            "{} does not let {} in as {} ({}); it is looked at every {} s",
                            room,
                            link.settings().jid(),
                            link.settings().nick(),
                            reason(stanza),
                            link.settings().patience() / 1000);
                    grown.add(from); // wakes who waits: at what has come meanwhile
                }
            } else if (own && outside.remove(room)) {
                LOG.info("{} is followed again", room);
            }
        }
    }

    private static String reason(Node stanza) {
        return stanza.child("error")
                .flatMap(error -> error.children().stream().findFirst())
                .map(Node::name)
                .orElse("it was left");
    }

    /** Tries to get in again, and reads what came meanwhile. */
    private void lookIn() throws SourceException, InterruptedException {
        long now = System.nanoTime();
        if (outside.isEmpty() || now - lookedIn < link.settings().patience() * 1_000_000L) {
            return;
        }
        lookedIn = now;
        for (Jid room : List.copyOf(outside)) {
            link.send(Occupants.entering(room, link.settings().nick()));
            for (Tail tail : tails.subList(1, tails.size())) {
                if (tail.owner().equals(room)) {
                    tail.read(sink);
                }
            }
        }
    }

    @Override
    public void lost() {
        grown.add(LOST);
    }

    private void run() {
        try {
            for (Tail tail : tails) {
                tail.read(sink);
            }
            while (!closed) {
                await();
                lookIn();
            }
        } catch (SourceException e) {
            tell(e);
        } catch (InterruptedException e) {
            LOG.debug("Following {} ended", link.settings().jid());
        } catch (RuntimeException e) {
            LOG.error("Following {} failed", link.settings().jid(), e);
            tell(new SourceException.Transient("following the archives failed", e));
        } finally {
            link.close();
        }
    }

    private void tell(SourceException why) {
        if (!closed) {
            sink.lost(why);
        }
    }

    private void await() throws SourceException, InterruptedException {
        long wait = outside.isEmpty() ? SILENCE_MILLIS : link.settings().patience();
        String word = grown.poll(wait, TimeUnit.MILLISECONDS);
        if (word == null) {
            link.get(link.settings().jid().server(), new Node("ping", Names.PING));
            return;
        }
        Set<String> owners = new HashSet<>(Set.of(word));
        grown.drainTo(owners);
        if (owners.contains(LOST) || !link.alive()) {
            throw new SourceException.Transient("the connection was lost", null);
        }
        for (Tail tail : tails) {
            if (owners.contains(tail.owner().value())) {
                read(tail);
            }
        }
    }

    private void read(Tail tail) throws SourceException, InterruptedException {
        boolean any = tail.read(sink);
        for (int i = 0; !any && i < AGAIN_MILLIS.length; i++) {
            String news = grown.poll(AGAIN_MILLIS[i], TimeUnit.MILLISECONDS);
            any = tail.read(sink);
            if (news != null) {
                grown.add(news);
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        link.close();
    }
}
