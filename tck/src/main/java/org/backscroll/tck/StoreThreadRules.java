package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.GROUP;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.JobKey;
import org.junit.jupiter.api.Test;

/** A store is used by many threads at once. */
abstract class StoreThreadRules extends LedgerRules {
    private static final int WORKERS = 4;
    private static final int BATCHES = 25;

    /** Runs all at once and gives what they gave; what one throws fails the test. */
    static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return task.call();
                                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a thread of several failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aKeyIsGivenToOneOfManyThreads() throws Exception {
        JobKey key = Worker.key(ACCOUNT, "wanted");
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tasks.add(() -> store.acquire(key, "tck", Worker.LONG).isPresent());
        }
        assertThat(together(tasks)).containsOnlyOnce(true);
    }

    @Test
    void workersOfDifferentKeysWriteAtOnceAndNothingIsLost() throws Exception {
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int w = 0; w < WORKERS; w++) {
            int number = w;
            Worker one = Worker.on(store, Worker.key(ACCOUNT, "s" + w), "job" + w);
            tasks.add(
                    () -> {
                        for (int b = 0; b < BATCHES; b++) {
                            one.apply(
                                    Said.text("shared" + b, b, "x"),
                                    Said.text("w" + number + "b" + b, b, "y"));
                        }
                        return one.job.counts().newMessages();
                    });
        }
        List<Long> added = together(tasks);
        assertThat(messages(GROUP)).hasSize((WORKERS + 1) * BATCHES).doesNotHaveDuplicates();
        assertThat(added.stream().mapToLong(n -> n).sum())
                .as("each message was new to one worker only")
                .isEqualTo((WORKERS + 1) * (long) BATCHES);
    }

    @Test
    void readersSeeOnlyWhatIsCommittedAndNeverLess() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Callable<Integer> writer =
                () -> {
                    try {
                        for (int b = 0; b < BATCHES; b++) {
                            worker.apply(
                                    List.<Entry>of(
                                            Said.text("a" + b, b, "x"),
                                            Said.text("b" + b, b, "x"),
                                            Said.text("c" + b, b, "x")));
                        }
                    } finally {
                        done.set(true);
                    }
                    return 0;
                };
        Callable<Integer> reader =
                () -> {
                    int before = 0;
                    boolean last;
                    do {
                        last = done.get();
                        List<Message> seen =
                                store.messages(ACCOUNT, MessageQuery.oldest(GROUP, 1000)).items();
                        assertThat(seen).hasSizeGreaterThanOrEqualTo(before);
                        if (store.atomic()) {
                            assertThat(seen.size() % 3).as("part of a batch").isZero();
                        }
                        before = seen.size();
                    } while (!last);
                    return before;
                };
        assertThat(together(List.of(writer, reader, reader)))
                .containsExactly(0, 3 * BATCHES, 3 * BATCHES);
    }
}
