package org.backscroll.console.health;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.SourceInfo;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.StoreCheck;

/** Parts that a test sets up. */
final class FakeParts implements Parts {
    boolean settled = true;
    Optional<Store> store = Optional.empty();
    final List<Source> sources = new ArrayList<>();
    final List<String> sourceProblems = new ArrayList<>();
    final Set<String> configured = new TreeSet<>();
    final Set<String> types = new TreeSet<>();
    final List<String> pinProblems = new ArrayList<>();
    final Map<String, String> properties = new HashMap<>();

    /** A store whose jobs are read so, of one account. */
    FakeParts store(Callable<List<JobState>> jobs, StoreCheck check, String location) {
        HistoryStore service =
                proxy(
                        HistoryStore.class,
                        Map.of("jobs", jobs, "accounts", () -> List.of(AccountId.of("phone"))));
        store = Optional.of(new Store(service, Optional.ofNullable(check), location));
        return this;
    }

    /** A source that answers so when asked what it has. */
    FakeParts source(String name, Callable<SourceInfo> probe) {
        sources.add(new Source(name, proxy(HistorySource.class, Map.of("probe", probe))));
        configured.add(name);
        return this;
    }

    /** An implementation of some methods; the others are not to be called. */
    static <T> T proxy(Class<T> type, Map<String, Callable<?>> methods) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            if (!methods.containsKey(method.getName())) {
                                throw new UnsupportedOperationException(method.getName());
                            }
                            return methods.get(method.getName()).call();
                        }));
    }

    /** A configuration with its defaults, but for these settings, named as its methods. */
    static <T> T config(Class<T> type, Map<String, Object> settings) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                settings.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    @Override
    public boolean isSettled() {
        return settled;
    }

    @Override
    public Optional<Store> store() {
        return store;
    }

    @Override
    public List<Source> sources() {
        return sources;
    }

    @Override
    public List<String> sourceProblems() {
        return sourceProblems;
    }

    @Override
    public Set<String> configuredSources() {
        return configured;
    }

    @Override
    public Set<String> servedTypes() {
        return types;
    }

    @Override
    public List<String> pinProblems() {
        return pinProblems;
    }

    @Override
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
