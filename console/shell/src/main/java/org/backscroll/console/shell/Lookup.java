package org.backscroll.console.shell;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.Jid;
import org.backscroll.api.store.StoreException;

/** Finds the parts a command needs, or says which one is missing and what to do about it. */
final class Lookup {
    static final String NO_SOURCE = "no source is set up; add one: source add TYPE NAME key=value";

    private final Services services;

    Lookup(Services services) {
        this.services = services;
    }

    /** The store. */
    Services.Store store() throws CommandException {
        return services.store()
                .orElseThrow(
                        () ->
                                CommandException.failure(
                                        services.storeFailure()
                                                .orElse(
                                                        "no store is installed; start the bundle of"
                                                                + " one")));
    }

    /** The store, if it can be written to. */
    Services.Store writableStore() throws CommandException {
        Services.Store store = store();
        if (store.readOnly()) {
            throw CommandException.failure(
                    "this process only reads "
                            + store.location()
                            + "; run the command in one that may write");
        }
        return store;
    }

    /** The account to read: the one named, else the only one there is. */
    AccountId accountToRead(Services.Store store, Arguments arguments)
            throws CommandException, StoreException {
        TreeSet<AccountId> stored = new TreeSet<>(store.service().accounts());
        Optional<AccountId> named = arguments.account("--account");
        if (named.isPresent() && stored.contains(named.get())) {
            return named.get();
        }
        TreeSet<AccountId> all = new TreeSet<>(stored);
        if (named.isPresent() || stored.isEmpty()) {
            services.sources().forEach(source -> all.add(source.account()));
        }
        if (all.isEmpty()) {
            throw CommandException.failure(
                    "nothing is stored yet; add a source and sync: source add TYPE NAME key=value");
        }
        return choose(named, all);
    }

    /** Fails if a chat is not known, by any of its addresses. */
    void knownChat(Services.Store store, AccountId account, Jid chat)
            throws CommandException, StoreException {
        if (store.service().conversation(account, chat).isEmpty()) {
            throw unknown(account, chat);
        }
    }

    /** A complaint about a chat that is not known. */
    static CommandException unknown(AccountId account, Jid chat) {
        return CommandException.failure(
                "account " + account + " has no chat " + chat + "; see: conversations");
    }

    /** The account to sync: the one named, else that of the source, else the only one. */
    AccountId accountToSync(Optional<AccountId> named, Optional<String> source)
            throws CommandException {
        List<Services.Source> sources = services.sources();
        if (sources.isEmpty()) {
            throw CommandException.failure(NO_SOURCE);
        }
        if (source.isPresent()) {
            Services.Source its =
                    sources.stream()
                            .filter(s -> s.name().equals(source.get()))
                            .findFirst()
                            .orElseThrow(() -> noSuchSource(source.get(), sources));
            if (named.isPresent() && !named.get().equals(its.account())) {
                throw CommandException.failure(
                        "source " + its.name() + " belongs to account " + its.account());
            }
            return its.account();
        }
        TreeSet<AccountId> accounts = new TreeSet<>();
        sources.forEach(s -> accounts.add(s.account()));
        AccountId account = choose(named, accounts);
        List<String> names =
                sources.stream()
                        .filter(s -> s.account().equals(account))
                        .map(Services.Source::name)
                        .toList();
        if (names.size() > 1) {
            throw CommandException.failure(
                    "account "
                            + account
                            + " has several sources: "
                            + String.join(", ", names)
                            + "; say which with --source NAME");
        }
        return account;
    }

    private static CommandException noSuchSource(String name, List<Services.Source> sources) {
        return CommandException.failure(
                "there is no source "
                        + name
                        + "; there "
                        + (sources.size() == 1 ? "is " : "are ")
                        + String.join(", ", sources.stream().map(Services.Source::name).toList()));
    }

    private static AccountId choose(Optional<AccountId> named, TreeSet<AccountId> accounts)
            throws CommandException {
        if (named.isPresent()) {
            if (accounts.contains(named.get())) {
                return named.get();
            }
            throw CommandException.failure(
                    "there is no account " + named.get() + "; " + choices(accounts));
        }
        if (accounts.size() > 1) {
            throw CommandException.failure(
                    "there are several accounts: "
                            + list(accounts)
                            + "; say which with --account NAME");
        }
        return accounts.first();
    }

    private static String choices(TreeSet<AccountId> accounts) {
        return accounts.isEmpty()
                ? "there is none yet"
                : (accounts.size() == 1 ? "there is " : "there are ") + list(accounts);
    }

    private static String list(TreeSet<AccountId> accounts) {
        return String.join(", ", accounts.stream().map(AccountId::value).toList());
    }

    /** The client of an account. */
    HistoryClient client(AccountId account) throws CommandException {
        return services.client(account)
                .orElseThrow(
                        () ->
                                CommandException.failure(
                                        "the sync engine does not serve account "
                                                + account
                                                + "; start its bundle, or see: doctor"));
    }
}
