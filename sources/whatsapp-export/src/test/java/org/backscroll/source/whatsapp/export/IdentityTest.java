package org.backscroll.source.whatsapp.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes messages, people and chats the same in one export and in another. */
class IdentityTest {
    @TempDir Path work;

    private Reading read(String text, String... settings) throws Exception {
        return Reading.of(
                Files.writeString(work.resolve("WhatsApp Chat with Ana.txt"), text), settings);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void exportsOfOneChatThatOverlapAreTogetherTheWholeChatWhateverTheirOrder(long seed)
            throws Exception {
        Random random = new Random(seed);
        List<String> minutes = minutes(random);
        Map<MessageKey, Message> whole = new HashMap<>();
        List<Message> all = read(String.join("", minutes)).messages();
        all.forEach(message -> whole.put(message.key(), message));
        assertThat(whole).as("none of them counts as another").hasSameSizeAs(all);

        Map<MessageKey, Message> together = new HashMap<>();
        for (int from : new int[] {40, 0, 20, 0}) {
            int to = from == 0 ? 30 + random.nextInt(70) : minutes.size();
            read(String.join("", minutes.subList(from, to)))
                    .messages()
                    .forEach(
                            message -> {
                                Message known = together.putIfAbsent(message.key(), message);
                                assertThat(known == null ? message : known).isEqualTo(message);
                            });
        }

        assertThat(together).isEqualTo(whole);
    }

    /** A talk in which people say the same again and again, also within a minute. */
    private static List<String> minutes(Random random) {
        List<String> minutes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%02d/05/2024, %02d:%02d - %s: %s\n",
                                13 + i / 60,
                                10 + i / 60,
                                i % 60,
                                random.nextBoolean() ? "Ana" : "Ben",
                                List.of("ok", "ok", "yes\nno", "<Media omitted>")
                                        .get(random.nextInt(4))));
            }
            minutes.add(text.toString());
        }
        return minutes;
    }

    @Test
    void anIdDependsNeitherOnTheClockOfTwelveHoursNorOnTheZoneOrTheLanguageOfAPhrase()
            throws Exception {
        String english = "13/05/2024, 15:00 - Ana: hi\n13/05/2024, 15:01 - Ana: <Media omitted>\n";
        String german =
                "13.05.24, 3:00\u202fPM - Ana: hi\n13.05.24, 3:01\u202fPM - Ana: <Medien"
                        + " ausgeschlossen>\n";

        assertThat(read(german, "zone=Asia/Tokyo").ids()).isEqualTo(read(english).ids());
        assertThat(read(english).ids()).allMatch(id -> id.matches("[0-9A-F]{32}"));
    }

    @Test
    void messagesOfOneMinuteKeepTheirOrder() throws Exception {
        List<Message> messages =
                read("""
                                13/05/2024, 15:00 - Ana: b
                                13/05/2024, 15:00 - Ben: a
                                13/05/2024, 15:00 - Ana: b
                                13/05/2024, 15:01 - Ana: c
                                """)
                        .messages();

        assertThat(messages)
                .extracting(message -> message.order().orElseThrow())
                .containsExactly(0L, 1L, 2L, 0L);
    }

    @Test
    void peopleAreKnownByNumberElseByName() throws Exception {
        List<Message> messages =
                read(
                                """
                                13/05/2024, 15:00 - Ana: a
                                13/05/2024, 15:00 - +49 151 23456789: b
                                13/05/2024, 15:00 - ~ Ben: c
                                13/05/2024, 15:00 - Ben: d
                                """,
                                "me=Ben")
                        .messages();

        assertThat(messages.get(0).sender()).contains(messages.get(0).chat());
        assertThat(messages.get(0).chat().value()).matches("ana-[0-9a-f]{12}@whatsapp-export");
        assertThat(messages.get(0).senderName()).contains("Ana");
        assertThat(messages.get(1).sender()).contains(Jid.of("4915123456789@s.whatsapp.net"));
        assertThat(messages.get(1).senderName()).isEmpty();
        assertThat(messages.subList(2, 4)).allMatch(Message::fromMe);
    }

    @Test
    void aChatMayBeGivenAndThenTheOtherIsWhoIsNotMe() throws Exception {
        String text = "13/05/2024, 15:00 - Ana's old name: a\n13/05/2024, 15:01 - Ben: b\n";

        List<Message> messages = read(text, "chat=49151@s.whatsapp.net", "me=Ben").messages();

        assertThat(messages)
                .allMatch(message -> message.chat().equals(Jid.of("49151@s.whatsapp.net")));
        assertThat(messages.get(0).sender()).contains(Jid.of("49151@s.whatsapp.net"));
        assertThat(messages.get(1).fromMe()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WhatsApp Chat with Ana.txt",
                "WhatsApp Chat with Ana (1).txt",
                "WhatsApp_Chat_with_Ana.txt",
                "WhatsApp Chat - Ana.zip",
                "WhatsApp Chat mit Ana.txt",
                "Chat de WhatsApp con Ana.txt",
                "Conversa do WhatsApp com Ana.txt",
                "Discussion WhatsApp avec Ana.txt",
                "Chat WhatsApp con Ana.txt",
                "WhatsApp Chat - Ana/_chat.txt",
                "Ana/_chat.txt",
                "Ana.txt"
            })
    void aChatIsNamedByItsFile(String name) {
        assertThat(Title.of(work.resolve(name))).isEqualTo("Ana");
    }
}
