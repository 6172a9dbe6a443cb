package org.backscroll.source.peer;

import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.backscroll.api.source.SourceException;

/** What is made of an answer that is not the one asked for, and of none. */
final class Answers {
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final long MOST_SECONDS = 3600;
    private static final int DEPTH = 8;

    private final Setup setup;

    Answers(Setup setup) {
        this.setup = setup;
    }

    /**
     * @param goingOn whether a place was named to go on from
     */
    void check(int status, HttpHeaders headers, String path, boolean goingOn)
            throws SourceException {
        if (status == 200) {
            return;
        }
        String server = "the server at " + setup.url();
        switch (status) {
            case 401 ->
                    throw new SourceException.Denied(
                            server + " refuses the token; set the one that 'serve' there names");
            case 403 ->
                    throw new SourceException.Denied(
                            server
                                    + " does not serve this account; start it there with --account,"
                                    + " or set another remote.account");
            case 404 -> {
                if (goingOn) {
                    throw new SourceException.CursorLost(server + " no longer knows the account");
                }
                throw new SourceException.Permanent(
                        server + " has no " + path + "; check url and remote.account", null);
            }
            case 410 ->
                    throw new SourceException.CursorLost(
                            server + " has other data than at the last time");
            case 429, 503 ->
                    throw new SourceException.RateLimited(
                            server + " wants to be asked later (" + status + ")",
                            retryAfter(headers));
            default -> {
                String told = server + " answered with status " + status;
                if (status >= 500 || status == 408) {
                    throw new SourceException.Transient(told, null);
                }
                throw new SourceException.Permanent(
                        told + "; check that url is a Backscroll's", null);
            }
        }
    }

    private static Duration retryAfter(HttpHeaders headers) {
        Optional<String> told = headers.firstValue("Retry-After").map(String::strip);
        return told.filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Math.min(MOST_SECONDS, Long.parseLong(text))))
                .orElse(RETRY);
    }

    /** Trouble on the way. */
    SourceException trouble(Throwable e) {
        String server = "the server at " + setup.url();
        if (has(e, HttpTimeoutException.class).isPresent()) {
            return new SourceException.Transient(
                    server
                            + " has not answered within "
                            + setup.timeout().toSeconds()
                            + " s"
                            + (setup.url().toString().startsWith("https:")
                                    ? "; if it speaks no TLS, write url with http"
                                    : ""),
                    e);
        }
        if (has(e, UnresolvedAddressException.class).isPresent()) {
            return new SourceException.Transient(
                    "there is no host " + setup.url().getHost() + "; check url", e);
        }
        if (has(e, ConnectException.class).isPresent()) {
            return new SourceException.Transient(
                    "no server answers at " + setup.url() + "; start it there with: serve", e);
        }
        if (has(e, CertificateException.class).isPresent()) {
            return new SourceException.Permanent(
                    "the certificate of "
                            + server
                            + " is not one for "
                            + setup.url().getHost()
                            + " that this machine trusts; check url, or have the certificate mended",
                    e);
        }
        if (has(e, SSLException.class).isPresent()) {
            return new SourceException.Permanent(
                    server + " cannot be talked to with TLS; check url, or write it with http", e);
        }
        return new SourceException.Transient(
                "the connection to " + setup.url() + " broke: " + e.getMessage(), e);
    }

    private static <T> Optional<T> has(Throwable e, Class<T> type) {
        Throwable cause = e;
        for (int i = 0; i < DEPTH && cause != null; i++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
