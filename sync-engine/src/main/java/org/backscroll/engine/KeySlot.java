package org.backscroll.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.backscroll.api.store.Lease;

/** The jobs of one key in this process, one at work and the others behind it, under one lease. */
final class KeySlot {
    private final String owner;
    private final Deque<Job> jobs = new ArrayDeque<>();
    private volatile Lease lease;

    KeySlot(String owner) {
        this.owner = owner;
    }

    String owner() {
        return owner;
    }

    Deque<Job> jobs() {
        return jobs;
    }

    Lease lease() {
        return lease;
    }

    void lease(Lease value) {
        lease = value;
    }
}
