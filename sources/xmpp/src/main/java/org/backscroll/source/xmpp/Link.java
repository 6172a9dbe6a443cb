package org.backscroll.source.xmpp;

import java.util.Set;
import java.util.stream.Collectors;
import org.backscroll.api.Jid;
import org.backscroll.api.source.SourceException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.StanzaCollector;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.filter.StanzaFilter;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.impl.JidCreate;

/** A connection on which questions are asked. Thread-safe. */
final class Link implements AutoCloseable {
    private final XMPPTCPConnection connection;
    private final Settings settings;
    private final Failures failures;

    Link(XMPPTCPConnection connection, Settings settings, Failures failures) {
        this.connection = connection;
        this.settings = settings;
        this.failures = failures;
    }

    XMPPTCPConnection connection() {
        return connection;
    }

    boolean alive() {
        return connection.isConnected() && connection.isAuthenticated();
    }

    /** Asks an address for something. */
    Node get(String whom, Node question) throws SourceException, InterruptedException {
        return ask(IQ.Type.get, whom, question);
    }

    /** Asks an address to do something. */
    void set(String whom, Node question) throws SourceException, InterruptedException {
        ask(IQ.Type.set, whom, question);
    }

    private Node ask(IQ.Type type, String whom, Node question)
            throws SourceException, InterruptedException {
        Payload.Request request = new Payload.Request(question);
        request.setType(type);
        request.setTo(JidCreate.fromOrThrowUnchecked(whom));
        try {
            IQ answer = connection.sendIqRequestAndWaitForResponse(request);
            return answer instanceof Payload.Request payload ? payload.node() : question;
        } catch (SmackException | XMPPException e) {
            throw failures.asking(whom, e);
        }
    }

    /** Collects what passes a filter, from now on. */
    StanzaCollector collector(StanzaFilter filter) {
        return connection.createStanzaCollector(filter);
    }

    /** Collects so many stanzas, each of which gives another collector more time. */
    StanzaCollector collector(StanzaFilter filter, int most, StanzaCollector other) {
        return connection.createStanzaCollector(
                StanzaCollector.newConfiguration()
                        .setStanzaFilter(filter)
                        .setSize(most)
                        .setCollectorToReset(other));
    }

    /** Sends a question whose answer is collected. */
    void send(IQ request) throws SourceException, InterruptedException {
        try {
            connection.sendStanza(request);
        } catch (SmackException e) {
            throw failures.asking(String.valueOf(request.getTo()), e);
        }
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

    /** Says goodbye if that can be done at once. */
    @Override
    public void close() {
        if (connection.isConnected()) {
            connection.disconnect();
        } else {
            connection.instantShutdown();
        }
    }
}
