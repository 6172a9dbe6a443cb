package org.backscroll.peer.server;

import java.time.Duration;
import java.util.Optional;

/** A request that is not answered as asked: what the asker is told instead. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** The HTTP status. */
    private final int status;

    /** What programs go by. */
    private final String code;

    /** When to ask again; null for not at all. */
    private final Duration retryAfter;

    private Refusal(int status, String code, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, "bad_request", message, null);
    }

    static Refusal unauthorized() {
        return new Refusal(401, "unauthorized", "the token is missing or wrong", null);
    }

    static Refusal forbidden(String account) {
        return new Refusal(403, "forbidden", "account " + account + " is not served", null);
    }

    static Refusal notFound(String what) {
        return new Refusal(404, "not_found", what, null);
    }

    static Refusal methodNotAllowed() {
        return new Refusal(405, "method_not_allowed", "everything here is read with GET", null);
    }

    static Refusal gone() {
        return new Refusal(
                410, "gone", "the revision is none of these data; read from the beginning", null);
    }

    static Refusal tooMany(String what, Duration retryAfter) {
        return new Refusal(429, "too_many_requests", what, retryAfter);
    }

    static Refusal unavailable(String why, Duration retryAfter) {
        return new Refusal(503, "unavailable", why, retryAfter);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
