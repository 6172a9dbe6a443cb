package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.backscroll.api.store.Backups;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.Snapshots.Snapshot;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Snapshots}, {@link Backups} and {@link StoreCheck}. */
abstract class LookingRules extends QuarantineRules {

    @Test
    void aSnapshotStaysWhatItIsWhileTheStoreGoesOn() throws Exception {
        worker.apply(text("a", 1, "sent"));
        try (Snapshot snapshot = service(Snapshots.class).snapshot()) {
            String then = Dump.of(store, ACCOUNT);
            worker.apply(text("b", 2, "later"), Said.edit("a", 9, "edited"));
            assertThat(Dump.of(snapshot, ACCOUNT)).isEqualTo(then);
            assertThat(messages(GROUP)).hasSize(2);
        }
        try (Snapshot snapshot = service(Snapshots.class).snapshot()) {
            assertThat(Dump.of(snapshot, ACCOUNT)).isEqualTo(Dump.of(store, ACCOUNT));
        }
    }

    @Test
    void aSoundStoreFindsNothingWrongAndChangesNothing() throws Exception {
        StoreCheck check = service(StoreCheck.class);
        worker.apply(RandomHistory.of(ACCOUNT, 5));
        String before = Dump.of(store, ACCOUNT);
        assertThat(check.check()).isNotEmpty().allMatch(StoreCheck.Finding::ok);
        assertThat(Dump.of(store, ACCOUNT)).isEqualTo(before);
    }

    @Test
    void aBackupSaysWhatItHoldsAndReplacesWhatWasThere(@TempDir Path folder) throws Exception {
        Backups backups = service(Backups.class);
        worker.apply(text("a", 1, "x"), text(Said.BEN, Said.BEN, "b", 2, "y"));
        Path file = Files.writeString(folder.resolve("copy"), "something else");
        Backups.Copy copy = backups.backup(file);
        assertThat(copy.messages()).isEqualTo(2);
        assertThat(copy.conversations()).isEqualTo(2);
        assertThat(copy.bytes()).isEqualTo(Files.size(file)).isGreaterThan(14);
        assertThat(messages(GROUP)).hasSize(1);
    }

    @Test
    void aBackupThatCannotBeWrittenLeavesNothingBehind(@TempDir Path folder) throws Exception {
        Backups backups = service(Backups.class);
        assertThatThrownBy(() -> backups.backup(folder.resolve("not there").resolve("copy")))
                .isInstanceOf(StoreException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatIsNoBackupIsRefusedAndChangesNothing(@TempDir Path folder) throws Exception {
        Backups backups = service(Backups.class);
        worker.apply(text("a", 1, "x"));
        Path file = Files.writeString(folder.resolve("copy"), "no backup at all");
        assertThatThrownBy(() -> backups.restore(file)).isInstanceOf(StoreException.class);
        assertThat(messages(GROUP)).hasSize(1);
    }
}
