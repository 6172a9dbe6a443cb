package org.backscroll.peer.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.StoreException;

/** Who may read what. */
final class Access {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;
    private final Set<AccountId> accounts;

    /**
     * @param accounts those that are served; empty for all
     */
    Access(String token, Set<AccountId> accounts) {
        this.token = token.getBytes(UTF_8);
        this.accounts = accounts;
    }

    /**
     * @throws Refusal if the asker does not know the token
     */
    void check(HttpExchange exchange) throws Refusal {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        // Takes as long for a token that is nearly right as for any other.
        if (header == null
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !MessageDigest.isEqual(
                        header.substring(SCHEME.length()).strip().getBytes(UTF_8), token)) {
            throw Refusal.unauthorized();
        }
    }

    /** The accounts that are stored and served. */
    List<AccountId> accounts(HistoryReads reads) throws StoreException {
        return reads.accounts().stream().filter(this::isServed).toList();
    }

    private boolean isServed(AccountId account) {
        return accounts.isEmpty() || accounts.contains(account);
    }

    /** The account of a name, which is stored and served. */
    AccountId account(String name, HistoryReads reads) throws Refusal, StoreException {
        AccountId account;
        try {
            account = AccountId.of(name);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("that is no account's name: " + e.getMessage());
        }
        if (!isServed(account)) {
            throw Refusal.forbidden(name);
        }
        if (!reads.accounts().contains(account)) {
            throw Refusal.notFound("there is no account " + name);
        }
        return account;
    }
}
