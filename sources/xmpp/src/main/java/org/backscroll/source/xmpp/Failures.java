package org.backscroll.source.xmpp;

import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.backscroll.api.source.SourceException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.sasl.SASLErrorException;

/** Says what trouble with a server means, in one line and by what to do about it. */
final class Failures {
    private static final Duration OVERLOADED = Duration.ofSeconds(30);

    private final Settings settings;

    Failures(Settings settings) {
        this.settings = settings;
    }

    /** Of connecting and signing in. */
    SourceException connecting(Exception e) {
        if (e instanceof SASLErrorException sasl) {
            String condition = sasl.getSASLFailure().getSASLErrorString();
            return condition.equals("temporary-auth-failure")
                    ? new SourceException.Transient(
                            "the server of " + settings.jid() + " cannot check passwords now", e)
                    : new SourceException.Denied(
                            "the server does not let "
                                    + settings.jid()
                                    + " in ("
                                    + condition
                                    + "); check jid and password");
        }
        if (e instanceof SmackException.SmackSaslException) {
            return new SourceException.Permanent(
                    "the server of "
                            + settings.jid()
                            + " offers no way to sign in that does not show it the password"
                            + " (SCRAM-SHA-1); turn that on there",
                    e);
        }
        if (e instanceof SmackException.SecurityRequiredException
                || e instanceof SmackException.SecurityNotPossibleException) {
            return new SourceException.Permanent(
                    "the server of "
                            + settings.jid()
                            + (settings.plain()
                                    ? " insists on TLS; leave plain out"
                                    : " offers no TLS; nothing was sent to it"),
                    e);
        }
        if (badCertificate(e)) {
            return new SourceException.Permanent(
                    "the certificate of "
                            + server()
                            + " is not one for "
                            + settings.jid().server()
                            + " that this machine trusts; check host, or have the certificate mended",
                    e);
        }
        if (e instanceof SmackException.EndpointConnectionException
                || e instanceof SmackException.NoEndpointsDiscoveredException) {
            return new SourceException.Transient("no server answers at " + server(), e);
        }
        return asking(settings.jid().server(), e);
    }

    /** Of asking somebody something. */
    SourceException asking(String whom, Exception e) {
        if (e instanceof XMPPException.XMPPErrorException error) {
            return answered(whom, error.getStanzaError(), e);
        }
        if (e instanceof SmackException.NoResponseException) {
            return new SourceException.Transient(
                    whom + " did not answer within " + settings.patience() + " ms", e);
        }
        return new SourceException.Transient("the connection to " + server() + " was lost", e);
    }

    private static SourceException answered(String whom, StanzaError error, Exception e) {
        return switch (error.getCondition()) {
            case forbidden, not_allowed, not_authorized, registration_required ->
                    new SourceException.Denied(
                            whom + " does not give its history to this account; ask to be let in");
            case item_not_found,
                    service_unavailable,
                    feature_not_implemented,
                    gone,
                    jid_malformed ->
                    new SourceException.Permanent(
                            whom
                                    + " has no message archive ("
                                    + error.getCondition()
                                    + "); check the address, or have archiving turned on",
                            e);
            case resource_constraint, policy_violation ->
                    new SourceException.RateLimited(
                            whom + " wants to be left alone for a while", OVERLOADED);
            default ->
                    new SourceException.Transient(
                            whom + " answered with an error: " + error.getCondition(), e);
        };
    }

    private static boolean badCertificate(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof SSLException
                    || cause instanceof SmackException.SmackCertificateException) {
                return true;
            }
        }
        return false;
    }

    private String server() {
        return settings.host().isEmpty()
                ? settings.jid().server()
                : settings.host() + ":" + settings.port();
    }
}
