package org.backscroll.source.whatsapp.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as they should be: what is good of them is kept, the rest is told. */
class DamageTest {
    private static final String CHAT =
            "13/05/2024, 15:00 - Ana: one\n13/05/2024, 15:01 - Ana: two\n";

    @TempDir Path work;

    private Path zip(String name, String... namesAndTexts) throws IOException {
        Path file = work.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return file;
    }

    @Test
    void aMessageThatIsNotUtf8IsQuarantinedWithItsLine() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(CHAT.getBytes(StandardCharsets.UTF_8));
        text.writeBytes("13/05/2024, 15:02 - Ana: bad \n".getBytes(StandardCharsets.UTF_8));
        text.writeBytes(new byte[] {'x', (byte) 0xc3, (byte) 0x28, '\n'});
        text.writeBytes("13/05/2024, 15:03 - Ana: three".getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(work.resolve("chat.txt"), text.toByteArray());

        Reading reading = Reading.of(file);

        assertThat(reading.texts()).containsExactly("one", "two", "three");
        Rejected rejected = reading.rejected().get(0);
        assertThat(reading.rejected()).hasSize(1);
        assertThat(rejected.unit()).isEqualTo("chat.txt");
        assertThat(rejected.position()).isEqualTo("line 3");
        assertThat(rejected.reason()).isEqualTo("line 4 is not valid UTF-8");
        assertThat(rejected.raw()).contains(0xc3);
        assertThat(reading.last().covered()).as("it is not complete").isEmpty();
    }

    @Test
    void whatStandsInFrontOfTheFirstMessageIsQuarantined() throws Exception {
        Path file = Files.writeString(work.resolve("chat.txt"), "\n\nmy chat\n" + CHAT);

        Reading reading = Reading.of(file);

        assertThat(reading.texts()).containsExactly("one", "two");
        assertThat(reading.rejected()).extracting(Rejected::position).containsExactly("line 1");
    }

    @Test
    void aMessageThatIsTooLargeIsQuarantinedAndHeldInNoMemory() throws Exception {
        Path file = work.resolve("chat.txt");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("13/05/2024, 14:00 - Ana: ".getBytes(StandardCharsets.UTF_8));
            byte[] much = new byte[64 * 1024];
            Arrays.fill(much, (byte) 'a');
            for (int i = 0; i < 64; i++) {
                out.write(much);
            }
            out.write("\n13/05/2024, 14:30 - Ana: ".getBytes(StandardCharsets.UTF_8));
            out.write("line\n".repeat(500_000).getBytes(StandardCharsets.UTF_8));
            out.write(CHAT.getBytes(StandardCharsets.UTF_8));
        }

        Reading reading = Reading.of(file, "record.max.kib=16");

        assertThat(reading.texts()).containsExactly("one", "two");
        assertThat(reading.rejected())
                .extracting(Rejected::reason)
                .containsExactly("line 1 is too long", "it is larger than record.max.kib allows");
        assertThat(Reading.of(file, "record.max.kib=8192").messages()).hasSize(4);
    }

    @Test
    void aFileThatIsNoExportIsToldAsOne() throws Exception {
        Files.writeString(work.resolve("notes.txt"), "buy milk\n");
        Files.writeString(work.resolve("WhatsApp Chat with Ana.txt"), CHAT);
        Files.writeString(work.resolve("broken.zip"), "not a zip at all");
        Files.createFile(work.resolve("empty.txt"));

        Reading reading = Reading.of(Reading.source("dir=" + work), 10);

        assertThat(reading.texts()).containsExactly("one", "two");
        assertThat(reading.rejected())
                .extracting(Rejected::unit)
                .containsExactly("broken.zip", "empty.txt", "notes.txt");
        assertThat(reading.rejected()).allMatch(one -> one.position().equals("all of it"));
    }

    @Test
    void theChatIsFoundAmongTheTextsOfAZip() throws Exception {
        assertThat(
                        Reading.of(
                                        zip(
                                                "WhatsApp Chat - Ana.zip",
                                                "00000001-notes.txt",
                                                "13/05/2024, 15:00 - X: no",
                                                "__MACOSX/._chat.txt",
                                                "x",
                                                "_chat.txt",
                                                CHAT))
                                .texts())
                .containsExactly("one", "two");
        assertThat(
                        Reading.of(
                                        zip(
                                                "b.zip",
                                                "notes.txt",
                                                "no",
                                                "Discussion WhatsApp avec Ana.txt",
                                                CHAT))
                                .texts())
                .containsExactly("one", "two");
        assertThat(Reading.of(zip("c.zip", "a.txt", CHAT, "b.txt", CHAT)).rejected())
                .extracting(Rejected::reason)
                .containsExactly("none of the texts in it is named as WhatsApp names a chat");
        assertThat(Reading.of(zip("d.zip", "a.jpg", "")).rejected())
                .extracting(Rejected::reason)
                .containsExactly("there is no exported chat in it");
    }

    @Test
    void aZipIsReadNoFurtherThanAllowed() throws Exception {
        Path bomb = zip("bomb.zip", "_chat.txt", CHAT + "a\n".repeat(2_000_000));

        Reading reading = Reading.of(bomb, "inflated.max.mib=1");

        assertThat(reading.texts()).containsExactly("one");
        assertThat(reading.rejected()).hasSize(1);
        assertThat(reading.rejected().get(0).reason()).contains("inflated.max.mib");
        Path many = zip("many.zip", "_chat.txt", CHAT, "a", "", "b", "");
        assertThat(Reading.of(many, "zip.max.entries=2").rejected().get(0).reason())
                .contains("zip.max.entries");
    }

    @Test
    void aZipThatWasDamagedOnItsWayStopsNothing() throws Exception {
        StringBuilder chat = new StringBuilder(CHAT);
        for (int i = 0; i < 20; i++) {
            chat.append("13/05/2024, 16:00 - Ana: message ").append(i * 7919L).append('\n');
        }
        byte[] good = Files.readAllBytes(zip("x.zip", "_chat.txt", chat.toString()));
        Random random = new Random(1);
        for (int round = 0; round < 400; round++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            int length = round % 3 == 0 ? random.nextInt(bad.length) : bad.length;
            Path file = Files.write(work.resolve("bad.zip"), Arrays.copyOf(bad, length));

            Reading reading = Reading.of(Reading.source("file=" + file), 1000);

            assertThat(reading.messages().size() + reading.rejected().size()).isPositive();
        }
    }

    @Test
    void settingsThatCannotBeAreToldWithWhatToDo() throws Exception {
        Path file = Files.writeString(work.resolve("WhatsApp Chat with Ana.txt"), CHAT);
        Files.writeString(work.resolve("WhatsApp Chat with Ben.txt"), CHAT);

        refused("set one of the two");
        refused("set one of the two", "file=" + file, "dir=" + work);
        refused("zone is no time zone", "file=" + file, "zone=Mars/Base");
        refused("dates is one of dmy, mdy, ymd", "file=" + file, "dates=x");
        refused("is not a JID", "file=" + file, "chat=Ana");
        refused("is not there", "file=" + work.resolve("x.txt"));
        refused("is no exported chat", "file=" + work);
        refused("is not there", "dir=" + work.resolve("x"));
        refused("chat= names one chat", "dir=" + work, "chat=1@g.us");
        assertThat(Reading.source("dir=" + work, "me=Ana").probe().summary())
                .isEqualTo("2 exported chats, 116 bytes");
        assertThat(Reading.source("file=" + file).probe().summary())
                .isEqualTo(
                        "1 exported chat, 58 bytes; without me=NAME no message counts as the"
                                + " owner's");
    }

    private static void refused(String words, String... settings) {
        assertThatThrownBy(() -> Reading.source(settings).probe())
                .as(List.of(settings).toString())
                .isInstanceOf(SourceException.Permanent.class)
                .hasMessageContaining(words);
    }
}
