package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.StoreException;

/** Searches against the simplest program that does the same, and against whatever may be typed. */
class SearchOracleTest {
    private Path folder;
    private Fixture on;
    private int said;

    @BeforeProperty
    void open() throws Exception {
        Path shared = Path.of("/dev/shm");
        folder =
                Files.isWritable(shared)
                        ? Files.createTempDirectory(shared, "backscroll")
                        : Files.createTempDirectory("backscroll");
        on = Fixture.still(folder);
    }

    @AfterProperty
    void close() throws IOException {
        on.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final List<String> SYLLABLES =
            List.of(
                    "net", "work", "or", "a", "É", "ça", "orça", "日", "本", "東京", "한국", "국", "か",
                    "な", "👍", "x", "7", "ЖУК", "mé");

    private static String plain(String text) {
        return Normalizer.normalize(
                        Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", ""),
                        Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
    }

    /** Parts of words and their beginnings, as the README has it. */
    private static boolean has(String text, String part) {
        String in = plain(text);
        String what = plain(part);
        boolean anywhere =
                what.length() > 2 && what.chars().allMatch(Character::isLetterOrDigit)
                        || what.codePoints().anyMatch(c -> !Character.isAlphabetic(c) && c > 127)
                        || what.codePoints().anyMatch(Character::isIdeographic)
                        || what.codePoints().anyMatch(c -> c >= 0x3000 && c < 0xe000);
        return anywhere
                ? in.contains(what)
                : Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(what)).matcher(in).find();
    }

    private static Arbitrary<String> word() {
        return Arbitraries.of(SYLLABLES)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(p -> String.join("", p));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return word().list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(words -> String.join(" ", words))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<String>> parts() {
        // of a text's own material, and cut anywhere
        return Combinators.combine(
                        word(),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 5))
                .as(
                        (word, from, length) -> {
                            int[] all = word.codePoints().toArray();
                            int begin = Math.min(from, all.length - 1);
                            return new String(all, begin, Math.min(length, all.length - begin));
                        })
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void allAndNothingElseIsFoundBeforeTheIndexHasItAndAfter(
            @ForAll("texts") List<String> texts, @ForAll("parts") List<String> parts)
            throws Exception {
        String chat = "c" + said++;
        List<Entry> entries = new ArrayList<>();
        for (String text : texts) {
            entries.add(text(group(chat), Author.ME, "m" + entries.size(), entries.size(), text));
        }
        on.apply(entries);
        Set<String> all = new TreeSet<>();
        Set<String> any = new TreeSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (parts.stream().allMatch(part -> has(text, part))) {
                all.add("m" + i);
            }
            if (parts.stream().anyMatch(part -> has(text, part))) {
                any.add("m" + i);
            }
        }
        String both = String.join(" ", parts);
        String either = String.join(" OR ", parts);
        assertThat(ids(chat, both)).as("before: " + both).isEqualTo(all);
        assertThat(ids(chat, either)).as("before: " + either).isEqualTo(any);
        on.store.catchUp();
        assertThat(ids(chat, both)).as("after: " + both).isEqualTo(all);
        assertThat(ids(chat, either)).as("after: " + either).isEqualTo(any);
    }

    private Set<String> ids(String chat, String words) throws StoreException {
        return on
                .store
                .search(ACCOUNT, SearchQuery.builder(words).chat(group(chat)).build())
                .hits()
                .stream()
                .map(hit -> hit.message().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Property(tries = 300)
    void nothingThatIsTypedOrSaidIsAnError(
            @ForAll @StringLength(max = 30) String any,
            @ForAll("operators") String typed,
            @ForAll("operators") String saidToo)
            throws Exception {
        List<String> all = List.of(any, typed, typed + any, any + typed);
        List<Entry> entries = new ArrayList<>();
        for (String text : List.of(any, saidToo)) {
            entries.add(text(group("1"), Author.ME, "m" + said++, said, text));
        }
        on.apply(entries);
        for (String words : all) {
            on.store.search(ACCOUNT, SearchQuery.of(words, 10));
        }
        on.store.catchUp();
        for (String words : all) {
            on.store.search(ACCOUNT, SearchQuery.of(words, 10));
        }
    }

    @Provide
    Arbitrary<String> operators() {
        return Arbitraries.of(
                        "\"", "*", " ", "OR", "NOT", "AND", "NEAR", "(", ")", "a", "é", "^", ":",
                        "-", "+", "{", "中", "中文", "'", "\\", "\u0301", "\ud83d", "\udc4d", "\u0000",
                        "\u200d", "👍", "word", "™", "½", "ﬁ", "\ufe0f", "\u3099", "ก", "\ue000",
                        "\uffff", "...", "\u0345", "İ", "\u1160", "ᄒ")
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }
}
