package org.backscroll.source.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.SourceException;
import org.backscroll.formats.ChangesJson;
import org.backscroll.formats.PeerJson;

/** Asks the other Backscroll. Thread-safe. */
final class Peer {
    /** So much of an answer is taken, on the way and inflated. A page has about 4 MiB at most. */
    private static final int MAX_SENT = 48 << 20;

    private static final long MAX_INFLATED = 96L << 20;

    private static final String NDJSON = "application/x-ndjson";
    private static final String JSON = "application/json";

    private final Setup setup;
    private final Answers answers;
    private final HttpClient client;
    private volatile Optional<AccountId> remote = Optional.empty();

    Peer(Setup setup) {
        this.setup = setup;
        answers = new Answers(setup);
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(setup.timeout())
                        .build();
    }

    Setup setup() {
        return setup;
    }

    /** The accounts that are served. */
    List<AccountId> accounts() throws SourceException, InterruptedException {
        Request request = request("/v1/accounts", Map.of());
        try (InputStream in = request.await(JSON)) {
            return PeerJson.accounts(in.readAllBytes());
        } catch (IOException | IllegalArgumentException e) {
            throw notOurs(e);
        }
    }

    /** What the account is called there. */
    AccountId remote() throws SourceException, InterruptedException {
        if (remote.isEmpty()) {
            remote = Optional.of(setup.remote().isPresent() ? setup.remote().get() : find());
        }
        return remote.get();
    }

    private AccountId find() throws SourceException, InterruptedException {
        List<AccountId> served = accounts();
        if (served.contains(setup.account())) {
            return setup.account();
        }
        if (served.size() == 1) {
            return served.get(0);
        }
        throw new SourceException.Permanent(
                "the server at "
                        + setup.url()
                        + (served.isEmpty()
                                ? " serves no account yet; sync there first"
                                : " serves "
                                        + served.stream()
                                                .map(AccountId::value)
                                                .collect(Collectors.joining(", "))
                                        + "; name one with remote.account="),
                null);
    }

    /** Begins to ask for a page of the account: of {@code changes} or of {@code messages}. */
    Request page(String what, Map<String, String> parameters)
            throws SourceException, InterruptedException {
        return request("/v1/accounts/" + encoded(remote().value()) + "/" + what, parameters);
    }

    /** Opens the stream of what happens from now on; the caller closes it. */
    InputStream live() throws SourceException, InterruptedException {
        String path = "/v1/accounts/" + encoded(remote().value()) + "/live";
        HttpRequest request = builder(path, Map.of()).timeout(setup.timeout()).build();
        try {
            HttpResponse<InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try {
                answers.check(response.statusCode(), response.headers(), path, false);
            } catch (SourceException e) {
                response.body().close();
                throw e;
            }
            return response.body();
        } catch (IOException e) {
            throw answers.trouble(e);
        }
    }

    private Request request(String path, Map<String, String> parameters) throws SourceException {
        HttpRequest request = builder(path, parameters).header("Accept-Encoding", "gzip").build();
        boolean goingOn = parameters.containsKey("since") || parameters.containsKey("from");
        return new Request(path, goingOn, client.sendAsync(request, info -> new Capped(MAX_SENT)));
    }

    private HttpRequest.Builder builder(String path, Map<String, String> parameters)
            throws SourceException {
        String query =
                parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + encoded(p.getValue()))
                        .collect(Collectors.joining("&"));
        URI uri = URI.create(setup.url() + path + (query.isEmpty() ? "" : "?" + query));
        try {
            return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + setup.secret());
        } catch (IllegalArgumentException e) {
            throw new SourceException.Permanent(
                    "the token has characters that no token has; set it anew", null);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private SourceException notOurs(Exception e) {
        return new SourceException.Permanent(
                "what answers at " + setup.url() + " is no Backscroll; check url", e);
    }

    /** Something that was asked and is waited for. */
    final class Request {
        private final String path;
        private final boolean goingOn;
        private final CompletableFuture<HttpResponse<byte[]>> future;
        private volatile boolean cancelled;

        private Request(
                String path, boolean goingOn, CompletableFuture<HttpResponse<byte[]>> future) {
            this.path = path;
            this.goingOn = goingOn;
            this.future = future;
        }

        /** The page, whose all is to be the account's here. */
        ChangesJson.Page page(AccountId account, String unit)
                throws SourceException, InterruptedException {
            try (InputStream in = await(NDJSON)) {
                return ChangesJson.read(in, account, unit);
            } catch (IOException e) {
                throw answers.trouble(e);
            } catch (IllegalArgumentException e) {
                throw notOurs(e);
            }
        }

        private InputStream await(String type) throws SourceException, InterruptedException {
            HttpResponse<byte[]> response;
            try {
                response = future.get(setup.timeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (cancelled) {
                    throw new InterruptedException("the reading was ended");
                }
                throw answers.trouble(e.getCause());
            } catch (TimeoutException e) {
                throw answers.trouble(new HttpTimeoutException("no answer"));
            } catch (CancellationException e) {
                throw new InterruptedException("the reading was ended");
            } finally {
                future.cancel(true);
            }
            answers.check(response.statusCode(), response.headers(), path, goingOn);
            if (!response.headers().firstValue("Content-Type").orElse("").startsWith(type)) {
                throw notOurs(null);
            }
            InputStream in = new ByteArrayInputStream(response.body());
            try {
                boolean zipped =
                        response.headers()
                                .firstValue("Content-Encoding")
                                .filter("gzip"::equals)
                                .isPresent();
                return zipped ? new Bounded(new GZIPInputStream(in), MAX_INFLATED) : in;
            } catch (IOException e) {
                throw answers.trouble(e);
            }
        }

        /** Breaks it off, from any thread. */
        void cancel() {
            cancelled = true;
            future.cancel(true);
        }
    }
}
