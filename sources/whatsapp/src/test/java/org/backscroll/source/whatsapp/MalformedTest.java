package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Message;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Rejected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files beside good ones: everything that can be read of them is kept. */
class MalformedTest {
    @TempDir Path dir;

    private Reading original; // of the file that most of the damaged ones were made from
    private Reading neighbour;

    @BeforeEach
    void readGoodFiles() throws Exception {
        original = alone("0003-recent.bin");
        neighbour = alone("0004-recent.bin");
        assertThat(original.messages()).hasSize(4_000);
    }

    private Reading alone(String name) throws Exception {
        Path folder = Files.createDirectory(dir.resolve(name + ".alone"));
        Files.copy(Corpus.chunks().resolve(name), folder.resolve(name));
        return Reading.of(folder, Lanes.RECENT, 1000);
    }

    /** Reads a damaged file between good ones, which must lose nothing by it. */
    private Damaged beside(String file) throws Exception {
        Path folder = Files.createDirectory(dir.resolve("folder"));
        Files.copy(Corpus.malformed(file), folder.resolve("0003-" + file));
        Files.copy(Corpus.chunks().resolve("0004-recent.bin"), folder.resolve("0004-recent.bin"));
        Reading both = Reading.of(folder, Lanes.RECENT, 1000);
        int kept = both.messages().size() - neighbour.messages().size();
        assertThat(both.messages().subList(kept, both.messages().size()))
                .isEqualTo(neighbour.messages());
        assertThat(both.rejected()).isNotEmpty();
        assertThat(both.rejected()).extracting(Rejected::unit).containsOnly("0003-" + file);
        for (String lane : List.of(Lanes.OLDER, Lanes.ANSWERS, Lanes.NAMES, Lanes.BACKGROUND)) {
            assertThat(Reading.of(folder, lane, 1000).rejected()).as(lane).isEmpty();
        }
        return new Damaged(both, both.messages().subList(0, kept));
    }

    private record Damaged(Reading reading, List<Message> kept) {}

    @Test
    void flippedBytesCostOnlyTheRecordsTheyAreIn() throws Exception {
        Damaged damaged = beside("flipped-bytes.bin");
        assertThat(damaged.kept()).hasSizeGreaterThanOrEqualTo(3_800);
        // what is delivered is as it was before the damage, every field of it
        assertThat(new HashSet<>(original.messages()).containsAll(damaged.kept())).isTrue();
        assertThat(damaged.kept()).doesNotHaveDuplicates();

        Set<Entry> before = new HashSet<>(original.entries(Entry.ChatSnapshot.class));
        Set<Entry> others = new HashSet<>(neighbour.entries(Entry.ChatSnapshot.class));
        List<Entry.ChatSnapshot> changed =
                damaged.reading().entries(Entry.ChatSnapshot.class).stream()
                        .filter(chat -> !before.contains(chat) && !others.contains(chat))
                        .toList();
        // a name that cannot be read is left out; nothing else may differ
        assertThat(changed).hasSizeLessThan(10);
        for (Entry.ChatSnapshot chat : changed) {
            assertThat(chat.name()).as(chat.toString()).isEqualTo(Optional.empty());
            assertThat(before)
                    .anyMatch(o -> o instanceof Entry.ChatSnapshot s && sameButName(s, chat));
        }
    }

    private static boolean sameButName(Entry.ChatSnapshot one, Entry.ChatSnapshot other) {
        return one.chat().equals(other.chat())
                && one.asOf().equals(other.asOf())
                && one.unreadCount().equals(other.unreadCount())
                && one.archived().equals(other.archived());
    }

    @Test
    void aCutProtobufCostsTheRecordItIsCutIn() throws Exception {
        Damaged damaged = beside("truncated-protobuf.bin");
        assertThat(damaged.kept()).isEqualTo(original.messages().subList(0, 3_995));
        assertThat(damaged.reading().rejected()).hasSize(1);
    }

    @Test
    void aCutFileKeepsWhatComesBeforeTheCut() throws Exception {
        Damaged damaged = beside("truncated-zlib.bin");
        assertThat(damaged.kept()).isEqualTo(original.messages().subList(0, 1_994));
        assertThat(damaged.reading().rejected()).hasSize(1);
        assertThat(damaged.reading().rejected().get(0).reason()).contains("cut off");
    }

    @Test
    void filesThatHoldNothingAreToldOnce() throws Exception {
        for (String file : List.of("bomb.bin", "empty.bin", "not-zlib.bin")) {
            Damaged damaged = beside(file);
            assertThat(damaged.kept()).isEmpty();
            assertThat(damaged.reading().rejected()).hasSize(1);
            Path folder = dir.resolve("folder");
            Files.delete(folder.resolve("0003-" + file));
            Files.delete(folder.resolve("0004-recent.bin"));
            Files.delete(folder);
        }
    }

    @Test
    void readingGoesOnInTheMidstOfDamageAsIfItHadNotStopped() throws Exception {
        Path folder = Files.createDirectory(dir.resolve("flipped"));
        Files.copy(Corpus.malformed("flipped-bytes.bin"), folder.resolve("0003.bin"));
        Reading whole = Reading.of(folder, Lanes.RECENT, 1000);
        Reading resumed = Resuming.everyChunk(folder, Lanes.RECENT, 17);
        assertThat(resumed.entries()).isEqualTo(whole.entries());
        assertThat(resumed.rejected()).hasSameSizeAs(whole.rejected());
        assertThat(resumed.covered()).isEqualTo(whole.covered());
    }
}
