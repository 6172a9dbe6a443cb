package org.backscroll.source.xmpp;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.backscroll.api.source.SourceException;

/** Says what trouble with a server means, in one line and by what to do about it. */
final class Failures {
    private static final Duration OVERLOADED = Duration.ofSeconds(30);
    private static final Set<String> BUSY = Set.of("resource-constraint", "policy-violation");

    private final Settings settings;

    Failures(Settings settings) {
        this.settings = settings;
    }

    /** Nobody listens there. */
    SourceException unreachable(Exception e) {
        return new SourceException.Transient("no server answers at " + server(), e);
    }

    /** The server did not let the account in. */
    SourceException denied(String condition) {
        return condition.equals("temporary-auth-failure")
                ? new SourceException.Transient(
                        "the server of " + settings.jid() + " cannot check passwords now", null)
                : new SourceException.Denied(
                        "the server does not let "
                                + settings.jid()
                                + " in ("
                                + condition
                                + "); check jid and password");
    }

    /** The server wants to see the password. */
    SourceException noMechanism() {
        return new SourceException.Permanent(
                "the server of "
                        + settings.jid()
                        + " offers no way to sign in that does not show it the password"
                        + " (SCRAM); turn that on there",
                null);
    }

    /** The server could not prove what it is. */
    SourceException forged(Scram.ForgedException e) {
        return new SourceException.Permanent(
                server()
                        + " did not prove that it is the server of "
                        + settings.jid()
                        + " ("
                        + e.getMessage()
                        + "); check host",
                e);
    }

    /** One side insists on TLS, the other does without. */
    SourceException tlsDiffers() {
        return new SourceException.Permanent(
                "the server of "
                        + settings.jid()
                        + (settings.plain()
                                ? " insists on TLS; leave plain out"
                                : " offers no TLS; nothing was sent to it"),
                null);
    }

    /** Trouble with a connection, while signing in or later. */
    SourceException broken(Exception e) {
        if (caused(e, CertificateException.class, CertPathValidatorException.class)) {
            return new SourceException.Permanent(
                    "the certificate of "
                            + server()
                            + " is not one for "
                            + settings.jid().server()
                            + " that this machine trusts; check host, or have the certificate mended",
                    e);
        }
        if (caused(e, SocketTimeoutException.class)) {
            return silent(settings.jid().server());
        }
        if (e instanceof SSLException && !caused(e, EOFException.class, SocketException.class)) {
            return new SourceException.Permanent(
                    "no TLS with " + server() + " (" + e.getMessage() + "); have that mended", e);
        }
        return new SourceException.Transient("the connection to " + server() + " was lost", e);
    }

    private static boolean caused(Throwable e, Class<?>... types) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> Stream.of(types).anyMatch(type -> type.isInstance(cause)));
    }

    /** No answer came in time. */
    SourceException silent(String whom) {
        return new SourceException.Transient(
                whom + " did not answer within " + settings.patience() + " ms", null);
    }

    /** The server ended the stream, for a reason that it gives (RFC 6120, section 4.9.3). */
    SourceException ended(Node error) {
        String condition = condition(error);
        if (BUSY.contains(condition)) {
            return busy(settings.jid().server());
        }
        if (condition.equals("not-authorized")) {
            return denied(condition);
        }
        if (condition.equals("host-unknown") || condition.equals("host-gone")) {
            return new SourceException.Permanent(
                    server()
                            + " is not the server of "
                            + settings.jid().server()
                            + "; check jid and host",
                    null);
        }
        return new SourceException.Transient(
                "the connection to " + server() + " was ended (" + condition + ")", null);
    }

    /** Somebody answered with an error (RFC 6120, section 8.3.3). */
    SourceException answered(String whom, Node answer) {
        String condition = condition(answer);
        if (BUSY.contains(condition)) {
            return busy(whom);
        }
        return switch (condition) {
            case "forbidden", "not-allowed", "not-authorized", "registration-required" ->
                    new SourceException.Denied(
                            whom + " does not give its history to this account; ask to be let in");
            case "item-not-found",
                    "service-unavailable",
                    "feature-not-implemented",
                    "gone",
                    "jid-malformed" ->
                    new SourceException.Permanent(
                            whom
                                    + " has no message archive ("
                                    + condition
                                    + "); check the address, or have archiving turned on",
                            null);
            default ->
                    new SourceException.Transient(
                            whom + " answered with an error: " + condition, null);
        };
    }

    private static SourceException busy(String whom) {
        return new SourceException.RateLimited(
                whom + " wants to be left alone for a while", OVERLOADED);
    }

    /** What an error is called: of a stanza or of the stream. */
    static String condition(Node holder) {
        return holder.child("error", holder.namespace()).orElse(holder).children().stream()
                .filter(
                        child ->
                                child.namespace().equals(Names.STANZA_ERRORS)
                                        || child.namespace().equals(Names.STREAM_ERRORS))
                .map(Node::name)
                .filter(name -> !name.equals("text"))
                .findFirst()
                .orElse("undefined-condition");
    }

    private String server() {
        return settings.host().isEmpty()
                ? settings.jid().server()
                : settings.host() + ":" + settings.port();
    }
}
