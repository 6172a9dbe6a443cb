package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.sample.SampleArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted chunks: nothing of them is believed before all of it has been checked. */
class ContainerTest {
    private static final String PLAIN = "hello from baileys media fixture";
    private static final String ENCRYPTED =
            "9gbY3NoV+ZSBa1hIB2HcLbEtECpbNcKQv3mPLH3uCr8hTq3kPyb68uMZMl0LwzOA55XANJQ6ztbIpg==";

    @TempDir Path dir;

    private Path folder;
    private byte[] chunk;

    @BeforeEach
    void sample() throws Exception {
        folder = Files.createDirectory(dir.resolve("folder"));
        Path sample = Files.createDirectory(dir.resolve("sample"));
        SampleArchive.write(sample, new SampleArchive.Options(5, 100, 5));
        chunk = Files.readAllBytes(sample.resolve("0001-recent.bin"));
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static byte[] sevens() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return key;
    }

    private byte[] open(byte[] container, Wire notification) throws IOException {
        Path file = Files.write(dir.resolve("x.enc"), container);
        try (InputStream in = Container.open(file, Notification.protobuf(notification.done()))) {
            return in.readAllBytes();
        }
    }

    private void refused(byte[] container, Wire notification, String why) {
        assertThatThrownBy(() -> open(container, notification))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(why);
    }

    private Reading read() throws Exception {
        return Reading.of(folder, Lanes.RECENT, 1000);
    }

    private Reading plain() throws Exception {
        Path alone = Files.createDirectories(dir.resolve("plain"));
        Files.write(alone.resolve("0001.bin"), chunk);
        return Reading.of(alone, Lanes.RECENT, 1000);
    }

    @Test
    void keysAndContentsAreThoseOfThePublishedVectors() throws Exception {
        byte[] keys = Hkdf.derive(sevens(), "WhatsApp History Keys", 112);
        assertThat(Arrays.copyOfRange(keys, 0, 16)).isEqualTo(base64("jFr+01gzR6FEnhKrXy2N6w=="));
        assertThat(Arrays.copyOfRange(keys, 16, 48))
                .isEqualTo(base64("N69WIlL/zhyev1XhzyJc2HSEhz6FTl/V7yx65AcdRQk="));
        assertThat(Arrays.copyOfRange(keys, 48, 80))
                .isEqualTo(base64("HFMnhK+lEjIDWSlggcuObwVeQ+yfZyohjpw64WGAhQQ="));

        Wire notification =
                Wire.of()
                        .raw(1, base64("vkphK5z1m2as/HcfGp+wwQvL7p02Zr2/iUdo+QFifyI="))
                        .num(2, 32)
                        .raw(3, sevens())
                        .raw(4, base64("g1lluascJQi66LPnqmfZhN9TLni8Q8EOUw2V5/j/NfM="));
        assertThat(new String(open(base64(ENCRYPTED), notification), StandardCharsets.UTF_8))
                .isEqualTo(PLAIN);
    }

    @Test
    void derivedKeysAreThoseOfRfc5869() throws Exception {
        // test case 3, A.3: no salt, no info
        byte[] secret = new byte[22];
        Arrays.fill(secret, (byte) 0x0b);
        assertThat(java.util.HexFormat.of().formatHex(Hkdf.derive(secret, "", 42)))
                .isEqualTo(
                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                + "9d201395faa4b61a96c8");
    }

    @Test
    void eachCheckRefusesByItself() throws Exception {
        Sealed sealed = Sealed.of(chunk);
        assertThat(open(sealed.container(), sealed.notification())).isEqualTo(chunk);

        byte[] changed = sealed.container().clone();
        changed[changed.length / 2] ^= 1;
        refused(changed, sealed.notification(), "its SHA-256 differs");
        refused(changed, sealed.notification().raw(4, Sealed.sha256(changed)), "HMAC is wrong");
        byte[] mac = sealed.container().clone();
        mac[mac.length - 1] ^= 1;
        refused(mac, sealed.notification().raw(4, Sealed.sha256(mac)), "HMAC is wrong");
        byte[] cut = Arrays.copyOf(sealed.container(), 1000);
        refused(cut, sealed.notification(), "its SHA-256 differs");
        refused(sealed.container(), sealed.notification().raw(3, sevens()), "HMAC is wrong");

        byte[] torn = new byte[33];
        Sealed uneven = Sealed.authenticated(sevens(), torn, torn);
        refused(uneven.container(), uneven.notification(), "last block");
        byte[] noise = new byte[32];
        Sealed unpadded = Sealed.authenticated(sevens(), noise, noise);
        refused(unpadded.container(), unpadded.notification(), "do not end");

        refused(sealed.container(), sealed.notification().num(2, 5), "not as long");
        Wire other = sealed.notification().raw(1, Sealed.sha256(new byte[0]));
        refused(sealed.container(), other, "contents are not what its notification tells of");
        refused(new byte[0], sealed.notification(), "too short");
        refused(new byte[25], sealed.notification(), "too short");
        refused(sealed.container(), sealed.notification().raw(3, new byte[31]), "media key");
        refused(sealed.container(), sealed.notification().raw(4, new byte[0]), "SHA-256");
        refused(sealed.container(), sealed.notification().raw(1, new byte[0]), "SHA-256");
        refused(sealed.container(), Wire.of(), "media key");
    }

    @Test
    void memoryDoesNotGrowWithTheContainer() throws Exception {
        byte[] great = new byte[24 * 1024 * 1024];
        new Random(1).nextBytes(great);
        Sealed sealed = Sealed.of(great);
        Path file = Files.write(dir.resolve("great.enc"), sealed.container());
        Notification notification = Notification.protobuf(sealed.notification().done());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] buffer = new byte[8192];
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long size = 0;
        try (InputStream in = Container.open(file, notification)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
            }
        }
        long used = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(size).isEqualTo(great.length);
        assertThat(used).isLessThan(4 * 1024 * 1024);
    }

    @Test
    void anEncryptedChunkIsReadLikeAnyOther() throws Exception {
        Sealed.of(chunk).write(folder, "0001");
        assertThat(read().entries()).isEqualTo(plain().entries());
        assertThat(read().messages()).hasSizeGreaterThan(60);
        assertThat(read().last().fraction()).hasValue(1);
        assertThat(Resuming.everyChunk(folder, Lanes.RECENT, 7).entries())
                .isEqualTo(plain().entries());
        assertThat(Reading.of(folder, Lanes.OLDER, 1000).entries()).isEmpty();
        assertThat(Reading.source(folder).probe().summary()).startsWith("1 chunk file,");
    }

    @Test
    void aNotificationIsFoundByItsNameInEitherForm() throws Exception {
        Sealed sealed = Sealed.of(chunk);
        Files.write(folder.resolve("0001.enc"), sealed.container());
        for (String name :
                List.of(
                        "0001.json",
                        "0001.enc.json",
                        "0001.pb",
                        "0001.enc.pb",
                        "notification.json",
                        "notification.pb")) {
            Path file = folder.resolve(name);
            if (name.endsWith(".json")) {
                Files.writeString(file, sealed.json());
            } else {
                Files.write(file, sealed.notification().done());
            }
            assertThat(read().entries()).as(name).isEqualTo(plain().entries());
            Files.delete(file);
        }
        assertThat(read().entries()).isEmpty();
    }

    @Test
    void aChunkWithinItsNotificationIsReadWithoutAKey() throws Exception {
        Files.write(folder.resolve("0001.pb"), Wire.of().num(6, 0).raw(11, chunk).done());
        assertThat(read().entries()).isEqualTo(plain().entries());
        String json = Base64.getEncoder().encodeToString(chunk);
        Notification notification =
                Notification.json(
                        ("{\"syncType\":\"RECENT\",\"more\":[1,{}],\"fileLength\":\"7\","
                                        + "\"fileSHA256\":null,"
                                        + "\"initialHistBootstrapInlinePayload\":\""
                                        + json
                                        + "\"}")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(Container.inline(notification).readAllBytes()).isEqualTo(chunk);
        assertThat(notification.fileLength()).hasValue(7);
    }

    @Test
    void whatIsRefusedIsToldOnceAndTheSyncGoesOn() throws Exception {
        Sealed sealed = Sealed.of(chunk);
        byte[] changed = sealed.container().clone();
        changed[20] ^= 4;
        sealed.write(folder, "0000");
        Files.write(folder.resolve("0000.enc"), changed);
        Files.write(folder.resolve("0001.bin"), chunk);
        Files.write(folder.resolve("0002.enc"), sealed.container());
        sealed.write(folder, "0003");
        Files.writeString(folder.resolve("0003.json"), "{\"mediaKey\":\"%%%secret\"}");
        sealed.write(folder, "0004");
        Files.writeString(folder.resolve("0004.json"), "no JSON");
        Files.write(folder.resolve("0005.pb"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("0006.pb"), sealed.notification().done());
        Files.write(folder.resolve("0007.pb"), new byte[Notification.MAX_SIZE + 1]);

        Reading reading = read();
        assertThat(reading.entries()).isEqualTo(plain().entries());
        List<Rejected> refused =
                reading.rejected().stream().filter(bad -> !bad.unit().endsWith(".bin")).toList();
        assertThat(refused)
                .extracting(Rejected::unit)
                .containsExactly(
                        "0000.enc",
                        "0002.enc",
                        "0003.enc",
                        "0004.enc",
                        "0005.pb",
                        "0006.pb",
                        "0007.pb");
        assertThat(refused)
                .extracting(Rejected::reason)
                .satisfiesExactly(
                        why -> assertThat(why).contains("SHA-256 differs"),
                        why -> assertThat(why).contains("notification is not beside it"),
                        why -> assertThat(why).contains("mediaKey is not base64"),
                        why -> assertThat(why).contains("it is not JSON"),
                        why -> assertThat(why).contains("it is not protobuf"),
                        why -> assertThat(why).contains("not beside it"),
                        why -> assertThat(why).contains("too large"));
        assertThat(refused).noneMatch(bad -> bad.reason().contains("secret"));
        for (String lane : List.of(Lanes.OLDER, Lanes.ANSWERS, Lanes.NAMES, Lanes.BACKGROUND)) {
            assertThat(Reading.of(folder, lane, 1000).rejected()).as(lane).isEmpty();
        }
    }

    @Test
    void aNotificationThatComesLaterIsNoticed() throws Exception {
        Sealed sealed = Sealed.of(chunk);
        Files.write(folder.resolve("0001.enc"), sealed.container());
        HistoryQuery query = HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build();
        WhatsAppSource source = Reading.source(folder);
        Reading before = Reading.of(source, query, 1000);
        Cursor cursor = before.last().next();
        sealed.write(folder, "0001");
        assertThatThrownBy(() -> source.open(query, Optional.of(cursor)))
                .isInstanceOf(SourceException.CursorLost.class);
        assertThat(Reading.of(source, query, 1000).entries()).isEqualTo(plain().entries());
        assertThat(Reading.again(source, before.rejected().get(0)).entries())
                .isEqualTo(plain().entries());
    }

    @Test
    void theCorpusIsTheSameEncryptedAndNotAndItsTamperedCopyIsRefused() throws Exception {
        Path encrypted = Corpus.folder().resolve("encrypted");
        chunk = Files.readAllBytes(Corpus.chunks().resolve("0003-recent.bin"));
        Reading reading = Reading.of(encrypted, Lanes.RECENT, 1000);
        assertThat(reading.entries()).isEqualTo(plain().entries());
        assertThat(reading.messages()).hasSize(4_000);
        assertThat(reading.rejected()).hasSize(1);
        assertThat(reading.rejected().get(0).unit()).isEqualTo("chunk-tampered.enc");
        assertThat(reading.rejected().get(0).reason()).contains("SHA-256 differs");

        String notification = Files.readString(encrypted.resolve("notification.json"));
        byte[] tampered = Files.readAllBytes(encrypted.resolve("chunk-tampered.enc"));
        byte[] good = Files.readAllBytes(encrypted.resolve("chunk.enc"));
        Base64.Encoder base64 = Base64.getEncoder();
        String fooled =
                notification.replace(
                        base64.encodeToString(Sealed.sha256(good)),
                        base64.encodeToString(Sealed.sha256(tampered)));
        assertThat(fooled).isNotEqualTo(notification);
        Files.write(folder.resolve("0003.enc"), tampered);
        Files.writeString(folder.resolve("0003.json"), fooled);
        assertThat(read().entries()).isEmpty();
        assertThat(read().rejected()).hasSize(1);
        assertThat(read().rejected().get(0).reason()).contains("HMAC is wrong");
    }
}
