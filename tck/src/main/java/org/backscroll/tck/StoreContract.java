package org.backscroll.tck;

/**
 * What a {@link org.backscroll.api.store.HistoryStore} owes. Extend it, say how a store is opened,
 * and run it with JUnit 5:
 *
 * <pre>{@code
 * class MyStoreTest extends StoreContract {
 *     @Override
 *     protected HistoryStore open() {
 *         return new MyStore();
 *     }
 * }
 * }</pre>
 *
 * <p>The optional services are tested as far as {@link #service} finds them; the tests of the
 * others are skipped and say so. Every test has a store of its own; the tests run in any order, one
 * at a time.
 */
public abstract class StoreContract extends SearchRules {
    /** Called by JUnit. */
    protected StoreContract() {}
}
