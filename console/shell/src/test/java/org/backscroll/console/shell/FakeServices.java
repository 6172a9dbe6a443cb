package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.StrategyRuntime;
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
    final List<LeftAlone> leftAlone = new ArrayList<>();
    final Map<AccountId, FakeClient> clients = new HashMap<>();
    private final Map<HistorySyncType, List<StrategyRuntime.Candidate>> strategies =
            new TreeMap<>();
    final Map<Class<?>, Object> ofStore = new HashMap<>();
    final Map<HistorySyncType, String> pins = new TreeMap<>();
    final List<String> problems = new ArrayList<>();
    boolean engineThere = true;
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
        return strategy(type, "bundle" + ranking, "1.0.0", ranking, background);
    }

    FakeServices strategy(
            String type, String bundle, String version, int ranking, boolean background) {
        strategies
                .computeIfAbsent(HistorySyncType.of(type), t -> new ArrayList<>())
                .add(new StrategyRuntime.Candidate(bundle, version, ranking, 0, background, false));
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
    public void pin(HistorySyncType type, Optional<String> pin) {
        if (pin.isPresent()) {
            pins.put(type, pin.get());
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
    public List<LeftAlone> leftAlone() {
        return List.copyOf(leftAlone);
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
    public Optional<StrategyRuntime> strategies() {
        return engineThere ? Optional.of(new FakeRuntime()) : Optional.empty();
    }

    /** As the engine tells it. */
    private final class FakeRuntime implements StrategyRuntime {
        @Override
        public List<Choice> choices() {
            Set<HistorySyncType> types = new TreeSet<>(strategies.keySet());
            types.addAll(pins.keySet());
            return types.stream().map(this::choice).toList();
        }

        private Choice choice(HistorySyncType type) {
            String pin = pins.getOrDefault(type, "");
            return new Choice(
                    type,
                    Optional.ofNullable(pins.get(type)),
                    strategies.getOrDefault(type, List.of()).stream()
                            .map(
                                    c ->
                                            new Candidate(
                                                    c.bundle(),
                                                    c.version(),
                                                    c.ranking(),
                                                    c.priority(),
                                                    c.background(),
                                                    pin.equals(c.bundle())
                                                            || pin.equals(
                                                                    c.bundle()
                                                                            + ":"
                                                                            + c.version())))
                            .sorted(
                                    Comparator.comparing(Candidate::pinned)
                                            .thenComparing(Candidate::ranking)
                                            .reversed())
                            .toList());
        }

        @Override
        public List<String> problems() {
            return List.copyOf(problems);
        }
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
