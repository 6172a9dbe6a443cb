package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.backscroll.api.store.HistoryStore;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each broken store fails at the promise it breaks, and each promise has a store that breaks it.
 */
class BrokenStoreTest {
    private static Supplier<ForwardingStore> current;

    /** Run by the tests below alone. */
    static final class Case extends StoreContract {
        @Override
        protected HistoryStore open() {
            return current.get();
        }

        @Override
        protected void close(HistoryStore store) {
            ((ForwardingStore) store).close();
        }

        @Override
        protected Optional<HistoryStore> reopen(HistoryStore closed) {
            ForwardingStore store = (ForwardingStore) closed;
            return Optional.of(
                    store instanceof BrokenStores.Forgetful
                            ? current.get()
                            : new ForwardingStore(store.sound));
        }

        @Override
        protected <T> Optional<T> service(HistoryStore store, Class<T> type) {
            return super.service(store, type).or(() -> BrokenServices.of(type));
        }
    }

    @TestFactory
    Stream<DynamicTest> aBrokenStoreFails() {
        return BrokenStores.all().entrySet().stream()
                .flatMap(
                        one ->
                                one.getValue().tests().stream()
                                        .map(
                                                test ->
                                                        DynamicTest.dynamicTest(
                                                                one.getKey() + ": " + test,
                                                                () ->
                                                                        fails(
                                                                                one.getValue()
                                                                                        .store(),
                                                                                test))));
    }

    private static void fails(Supplier<ForwardingStore> store, String test) {
        current = store;
        assertThat(Kit.failed(Kit.run(selectMethod(Case.class, Kit.method(Case.class, test)))))
                .as("a store that is broken does not fail at " + test)
                .containsExactly(test);
    }

    @TestFactory
    Stream<DynamicTest> aBrokenServiceFails() {
        return BrokenServices.TESTS.stream()
                .map(
                        test ->
                                DynamicTest.dynamicTest(
                                        test,
                                        () ->
                                                fails(
                                                        () ->
                                                                new ForwardingStore(
                                                                        BrokenStores.sound()),
                                                        test)));
    }

    /** The same harness around the sound store: what fails above fails for what was broken. */
    @Test
    void theStoreThatIsBrokenIsSound() {
        current = () -> new ForwardingStore(BrokenStores.sound());
        Set<String> failed =
                Kit.failed(
                        Kit.run(
                                org.junit.platform.engine.discovery.DiscoverySelectors.selectClass(
                                        Case.class)));
        failed.removeAll(BrokenServices.TESTS);
        assertThat(failed).isEmpty();
    }

    @Test
    void everyPromiseIsBrokenByOne() {
        List<String> broken = new ArrayList<>(BrokenServices.TESTS);
        BrokenStores.all().values().forEach(one -> broken.addAll(one.tests()));
        assertThat(new TreeSet<>(broken)).isEqualTo(Kit.tests(StoreContract.class));
    }
}
