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

    /** Sends a question whose answer is several stanzas, which are collected in their order. */
    StanzaCollector collect(IQ request, StanzaFilter filter, int most)
            throws SourceException, InterruptedException {
        StanzaCollector collector =
                connection.createStanzaCollector(
                        StanzaCollector.newConfiguration().setStanzaFilter(filter).setSize(most));
        try {
            connection.sendStanza(request);
            return collector;
        } catch (SmackException e) {
            collector.cancel();
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
