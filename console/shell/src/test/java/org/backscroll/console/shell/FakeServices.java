package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;

/** The parts of a system, as a test puts them together. */
final class FakeServices implements Services {
    static final AccountId PHONE = AccountId.of("phone");

    final Map<String, String> properties = new HashMap<>();
    final FakeStore store = new FakeStore();
    final List<Source> sources = new ArrayList<>();
    final Map<AccountId, FakeClient> clients = new HashMap<>();
    final List<Strategy> strategies = new ArrayList<>();
    final Map<Class<?>, Object> ofStore = new HashMap<>();
    final Map<String, String> pins = new HashMap<>();
    boolean storeThere = true;
    boolean readOnly;
    Optional<String> storeFailure = Optional.empty();

    /** A system with the account phone, fed by the source wa. */
    static FakeServices ofPhone() {
        FakeServices services = new FakeServices();
        services.store.accounts.add(PHONE);
        services.source("wa", PHONE, Optional.empty());
        services.clients.put(PHONE, new FakeClient(PHONE));
        return services;
    }

    /** Adds a source that is there, or cannot be reached for a reason. */
    FakeServices source(String name, AccountId account, Optional<String> trouble) {
        sources.add(new Source(new FakeSource(trouble), name, "whatsapp", account));
        sources.sort(Comparator.comparing(Source::name));
        return this;
    }

    FakeServices strategy(String type, int ranking, boolean background) {
        strategies.add(new Strategy(type, "bundle" + ranking, "1.0.0", ranking, 0, background));
        strategies.sort(
                Comparator.comparing(Strategy::type)
                        .thenComparing(Comparator.comparing(Strategy::ranking).reversed()));
        return this;
    }

    FakeClient phone() {
        return clients.get(PHONE);
    }

    @Override
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    @Override
    public Optional<Store> store() {
        return storeThere
                ? Optional.of(new Store(store, "1", "fake", "/data", readOnly))
                : Optional.empty();
    }

    @Override
    public Optional<String> storeFailure() {
        return storeFailure;
    }

    @Override
    public Map<String, String> pins() {
        return pins;
    }

    @Override
    public void pin(String type, Optional<String> bundle) {
        if (bundle.isPresent()) {
            pins.put(type, bundle.get());
        } else {
            pins.remove(type);
        }
    }

    @Override
    public <T> Optional<T> of(Store of, Class<T> service) {
        return Optional.ofNullable(service.cast(ofStore.get(service)));
    }

    @Override
    public List<Source> sources() {
        return List.copyOf(sources);
    }

    @Override
    public Optional<HistoryClient> client(AccountId account) {
        return Optional.ofNullable(clients.get(account));
    }

    @Override
    public List<HistoryClient> clients() {
        return List.copyOf(clients.values());
    }

    @Override
    public List<Strategy> strategies() {
        return List.copyOf(strategies);
    }

    /** A source that can only be asked what it has. */
    record FakeSource(Optional<String> trouble) implements HistorySource {
        @Override
        public SourceInfo probe() throws SourceException {
            if (trouble.isPresent()) {
                throw new SourceException.Permanent(trouble.get(), null);
            }
            return new SourceInfo("3 files", Optional.empty(), false);
        }

        @Override
        public List<Lane> lanes() {
            return List.of();
        }

        @Override
        public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) {
            throw new UnsupportedOperationException();
        }
    }
}
