package org.backscroll.source.xmpp;

import java.io.IOException;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.source.SourceException;

/** Signs in to the server: by TLS, and with SCRAM, which never shows it the password. */
final class Connector {
    private final Settings settings;
    private final Failures failures;
    private final String domain;

    Connector(Settings settings) {
        this.settings = settings;
        failures = new Failures(settings);
        domain = settings.jid().server();
    }

    /** A connection that is yet to be made; signed in it is unseen, for it sends no presence. */
    Link link() {
        return new Link(this::signIn, settings, failures);
    }

    private void signIn(Wire wire) throws SourceException, IOException {
        reach(wire);
        wire.open(domain);
        Node features = features(wire);
        Optional<Node> tls = features.child("starttls", Names.TLS);
        if (!settings.plain()) {
            if (tls.isEmpty()) {
                throw failures.tlsDiffers();
            }
            wire.send(new Node("starttls", Names.TLS));
            if (!next(wire).is("proceed", Names.TLS)) {
                throw failures.tlsDiffers();
            }
            wire.secure(IDN.toASCII(domain));
            wire.open(domain);
            features = features(wire);
        } else if (tls.flatMap(offer -> offer.child("required")).isPresent()) {
            throw failures.tlsDiffers();
        }
        authenticate(wire, features);
        wire.open(domain);
        bind(wire, features(wire));
    }

    private void reach(Wire wire) throws SourceException {
        IOException trouble = null;
        for (InetSocketAddress address : Endpoints.of(settings)) {
            try {
                wire.connect(address, settings.patience());
                return;
            } catch (IOException e) {
                trouble = e;
            }
        }
        throw failures.unreachable(trouble);
    }

    private Node next(Wire wire) throws SourceException, IOException {
        Node stanza = wire.next().orElseThrow(() -> new IOException("the server ended the stream"));
        if (stanza.is("error", Names.STREAM)) {
            throw failures.ended(stanza);
        }
        return stanza;
    }

    private Node features(Wire wire) throws SourceException, IOException {
        Node features = next(wire);
        if (!features.is("features", Names.STREAM)) {
            throw new IOException("the server does not say what it can do");
        }
        return features;
    }

    private void authenticate(Wire wire, Node features) throws SourceException, IOException {
        List<String> offered =
                features.child("mechanisms", Names.SASL).stream()
                        .flatMap(mechanisms -> mechanisms.children().stream())
                        .map(Node::text)
                        .toList();
        String mechanism =
                Scram.MECHANISMS.stream()
                        .filter(offered::contains)
                        .findFirst()
                        .orElseThrow(failures::noMechanism);
        Scram scram = new Scram(mechanism, settings.jid().user(), settings.password());
        try {
            wire.send(said("auth", scram.first()).with("mechanism", mechanism));
            wire.send(said("response", scram.last(heard(wire, "challenge"))));
            scram.verify(proof(wire));
        } catch (Scram.ForgedException e) {
            throw failures.forged(e);
        }
    }

    /** The server's last word comes with its consent, or before it. */
    private String proof(Wire wire) throws SourceException, IOException, Scram.ForgedException {
        Node answer = next(wire);
        if (!answer.is("challenge", Names.SASL)) {
            return text(answer, "success");
        }
        String proof = text(answer, "challenge");
        wire.send(said("response", ""));
        heard(wire, "success");
        return proof;
    }

    private String heard(Wire wire, String what)
            throws SourceException, IOException, Scram.ForgedException {
        return text(next(wire), what);
    }

    private String text(Node answer, String expected)
            throws SourceException, Scram.ForgedException {
        if (answer.is("failure", Names.SASL)) {
            throw failures.denied(
                    answer.children().stream()
                            .map(Node::name)
                            .filter(name -> !name.equals("text"))
                            .findFirst()
                            .orElse("no reason given"));
        }
        if (!answer.is(expected, Names.SASL)) {
            throw new Scram.ForgedException("it does not go on with signing in");
        }
        try {
            return new String(
                    Base64.getDecoder().decode(answer.text().strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Scram.ForgedException("what it says cannot be read");
        }
    }

    private static Node said(String name, String text) {
        return new Node(name, Names.SASL)
                .withText(
                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void bind(Wire wire, Node features) throws SourceException, IOException {
        ask(wire, "bind", new Node("bind", Names.BIND));
        Optional<Node> session = features.child("session", Names.SESSION);
        if (session.isPresent() && session.get().child("optional").isEmpty()) {
            ask(wire, "session", new Node("session", Names.SESSION));
        }
    }

    private void ask(Wire wire, String id, Node payload) throws SourceException, IOException {
        wire.send(Link.stanza("iq").with("type", "set").with("id", id).with(payload));
        Node answer = next(wire);
        while (!answer.name().equals("iq") || !answer.attribute("id").equals(Optional.of(id))) {
            answer = next(wire);
        }
        if (answer.attribute("type").equals(Optional.of("error"))) {
            throw failures.answered(domain, answer);
        }
    }
}
