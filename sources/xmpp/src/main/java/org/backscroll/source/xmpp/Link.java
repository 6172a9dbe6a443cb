package org.backscroll.source.xmpp;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.backscroll.api.Jid;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which questions are asked. A thread of its own signs in, reads what comes, and
 * hands it to who waits for it. Thread-safe.
 */
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final Wire wire = new Wire();
    private final SignIn signIn;
    private final Settings settings;
    private final Failures failures;
    private final Question signedIn;
    private final Map<String, Question> open = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean alive;
    private volatile Supplier<SourceException> ended;
    private volatile long heard = System.nanoTime();

    /** Brings a connection to where stanzas are exchanged. */
    @FunctionalInterface
    interface SignIn {
        void on(Wire wire) throws SourceException, IOException;
    }

    /** Hears what nobody asked for, on the connection's thread; it must not wait. */
    interface Listener {
        /** A message or presence. */
        void heard(Node stanza);

        /** Nothing comes any more. */
        void lost();
    }

    Link(SignIn signIn, Settings settings, Failures failures) {
        this.signIn = signIn;
        this.settings = settings;
        this.failures = failures;
        signedIn = new Question(settings.jid().server(), 0);
        ended = () -> failures.broken(null);
    }

    /** Signs in. To be called once; who is interrupted meanwhile, or closes it, ends it. */
    void connect() throws SourceException, InterruptedException {
        Thread thread = new Thread(this::run, "backscroll-xmpp-stream-" + settings.jid());
        thread.setDaemon(true);
        thread.start();
        try {
            // Each step has a limit of its own.
            signedIn.await(Integer.MAX_VALUE, failures, answer -> {});
        } catch (SourceException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private void run() {
        try {
            signIn.on(wire);
            wire.patient();
            alive = true;
            signedIn.answer(new Node("signed-in", ""));
            Optional<Node> stanza = wire.next();
            while (stanza.isPresent()) {
                heard = System.nanoTime();
                take(stanza.get());
                stanza = wire.next();
            }
        } catch (SourceException e) {
            signedIn.fail(e);
        } catch (IOException e) {
            ended = () -> failures.broken(e);
        } catch (RuntimeException e) {
            LOG.error("Reading what {} sends failed", settings.jid().server(), e);
            ended = () -> failures.broken(e);
        } finally {
            alive = false;
            wire.close();
            signedIn.fail(ended.get());
            open.values().forEach(question -> question.fail(ended.get()));
            listeners.forEach(Listener::lost);
        }
    }

    private void take(Node stanza) throws IOException {
        switch (stanza.name()) {
            case "iq" -> iq(stanza);
            case "message" -> message(stanza);
            case "presence" -> listeners.forEach(listener -> listener.heard(stanza));
            case "error" -> {
                if (stanza.namespace().equals(Names.STREAM)) {
                    ended = () -> failures.ended(stanza);
                }
            }
            default -> LOG.debug("{} is not known here", stanza.name());
        }
    }

    private void iq(Node iq) throws IOException {
        String type = iq.attribute("type").orElse("");
        String id = iq.attribute("id").orElse("");
        if (type.equals("get") || type.equals("set")) {
            refuse(iq, id);
            return;
        }
        Question question = open.get(id);
        if (question != null && isFrom(iq, question.whom())) {
            question.answer(iq);
        }
    }

    /** RFC 6120, section 8.2.3: who is asked has to answer; there is nothing to be had here. */
    private void refuse(Node iq, String id) throws IOException {
        Node answer = stanza("iq").with("type", "error").with("id", id);
        iq.attribute("from").ifPresent(from -> answer.with("to", from));
        answer.with(
                new Node("error", Names.CLIENT)
                        .with("type", "cancel")
                        .with(new Node("service-unavailable", Names.STANZA_ERRORS)));
        wire.send(answer);
    }

    private void message(Node message) {
        Optional<Node> record = message.child("result", Names.ARCHIVE);
        if (record.isEmpty()) {
            listeners.forEach(listener -> listener.heard(message));
            return;
        }
        Question question = record.get().attribute("queryid").map(open::get).orElse(null);
        if (question != null && isFrom(message, question.whom())) {
            if (message.isCut()) {
                record.get().cut();
            }
            question.add(record.get());
        }
    }

    /**
     * Who else could send such a stanza is not to be believed; without a sender, the server did.
     */
    private boolean isFrom(Node stanza, String whom) {
        Optional<String> from = stanza.attribute("from");
        return from.isPresent()
                ? from.get().equals(whom)
                : whom.equals(settings.jid().value()) || whom.equals(settings.jid().server());
    }

    boolean alive() {
        return alive;
    }

    boolean isSecure() {
        return wire.isSecure();
    }

    /** An element of the stream itself. */
    static Node stanza(String name) {
        return new Node(name, Names.CLIENT);
    }

    /** Asks an address for something. */
    Node get(String whom, Node question) throws SourceException, InterruptedException {
        return ask("get", whom, question);
    }

    /** Asks an address to do something. */
    void set(String whom, Node question) throws SourceException, InterruptedException {
        ask("set", whom, question);
    }

    private Node ask(String type, String whom, Node payload)
            throws SourceException, InterruptedException {
        try (Asked asked =
                begin(type, Optional.of(whom), UUID.randomUUID().toString(), payload, 0)) {
            Node answer = asked.await(told -> {});
            if (answer.attribute("type").orElse("").equals("error")) {
                throw failures.answered(whom, answer);
            }
            return answer.children().stream().findFirst().orElse(payload);
        }
    }

    /** A question that was sent. To be closed when its answer is taken, or not wanted any more. */
    final class Asked implements AutoCloseable {
        private final String id;
        private final Question question;
        private final long since = System.nanoTime();

        private Asked(String id, Question question) {
            this.id = id;
            this.question = question;
        }

        /**
         * Waits for the answer, an error maybe.
         *
         * @param next what is done as soon as it is there, maybe on the connection's thread
         */
        Node await(Consumer<Node> next) throws SourceException, InterruptedException {
            try {
                return question.await(settings.patience(), failures, next);
            } catch (SourceException e) {
                if (heard - since < 0 && elapsed(since) >= settings.patience()) {
                    Link.this.close(); // Nothing comes at all: the next one shall ask anew.
                }
                throw e;
            }
        }

        private static long elapsed(long since) {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        }

        /** What came before the answer. */
        List<Node> records() {
            return question.records();
        }

        /** Wakes who waits. */
        void cancel() {
            question.cancel();
            close();
        }

        @Override
        public void close() {
            open.remove(id);
        }
    }

    /**
     * Sends a question.
     *
     * @param to who is asked; empty for the account itself
     * @param id nobody else can guess it
     * @param most how many records of an archive may come before the answer
     */
    Asked begin(String type, Optional<String> to, String id, Node payload, int most)
            throws SourceException {
        String whom = to.orElse(settings.jid().value());
        Question question = new Question(whom, most);
        Asked asked = new Asked(id, question);
        open.put(id, question);
        Node iq = stanza("iq").with("type", type).with("id", id);
        to.ifPresent(address -> iq.with("to", address));
        try {
            send(iq.with(payload));
        } catch (SourceException e) {
            asked.close();
            throw e;
        }
        if (!alive) {
            question.fail(ended.get()); // It may have ended before this one was among the open.
        }
        return asked;
    }

    /** Sends a stanza that has no answer. */
    void send(Node stanza) throws SourceException {
        try {
            wire.send(stanza);
        } catch (IOException e) {
            throw alive ? failures.broken(e) : ended.get();
        }
    }

    /** From now on. */
    void listen(Listener listener) {
        listeners.add(listener);
        if (!alive) {
            listener.lost();
        }
    }

    void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    /** What an address can do, by its namespaces. */
    Set<String> features(Jid whom) throws SourceException, InterruptedException {
        return get(whom.value(), new Node("query", Names.FEATURES)).children().stream()
                .filter(child -> child.name().equals("feature"))
                .flatMap(child -> child.attribute("var").stream())
                .collect(Collectors.toSet());
    }

    Settings settings() {
        return settings;
    }

    Failures failures() {
        return failures;
    }

    /** Says goodbye if that can be done at once. Who waits is told that the connection is lost. */
    @Override
    public void close() {
        alive = false;
        wire.close();
    }
}
