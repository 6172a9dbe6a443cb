package org.backscroll.source.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.SourceException;

/**
 * What was configured, checked.
 *
 * @param url where it serves, without a slash at the end
 * @param account which is fed here
 * @param remote what it is called there, if that was said
 */
record Setup(
        URI url,
        String token,
        String tokenFile,
        AccountId account,
        Optional<AccountId> remote,
        Duration timeout) {
    private static final long MAX_TOKEN_FILE = 4096;

    /**
     * @throws IllegalArgumentException if it cannot be; the message says what to do
     */
    static Setup of(PeerConfig config, Object account) {
        if (account == null) {
            throw new IllegalArgumentException(
                    "no account is set; add " + HistorySource.ACCOUNT + "=NAME to the source");
        }
        String token = config._token() == null ? "" : config._token().strip();
        if (token.isEmpty() == config.token_file().isBlank()) {
            throw new IllegalArgumentException(
                    "set either token or token.file; 'serve' on the other side tells which");
        }
        return new Setup(
                url(config.url() == null ? "" : config.url().strip()),
                token,
                config.token_file(),
                AccountId.of(account.toString()),
                config.remote_account().isBlank()
                        ? Optional.empty()
                        : Optional.of(AccountId.of(config.remote_account())),
                Duration.ofSeconds(Math.max(1, config.timeout_seconds())));
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text.replaceAll("/+$", ""));
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "url is no address of a server; one looks like http://127.0.0.1:8377");
    }

    /** The token, read anew each time where it lies in a file. */
    String secret() throws SourceException.Permanent {
        if (tokenFile.isBlank()) {
            return token;
        }
        try {
            Path file = Path.of(tokenFile);
            if (Files.size(file) > MAX_TOKEN_FILE) {
                throw new IOException("it is too large for a token");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new SourceException.Permanent(
                    "the token cannot be read from " + tokenFile + ": " + e.getMessage(), e);
        }
    }

    /** Whether others on the way can read along. */
    boolean isOpenOnTheWay() {
        try {
            return url.getScheme().equalsIgnoreCase("http")
                    && !InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Setup[" + url + " " + account + "]";
    }
}
