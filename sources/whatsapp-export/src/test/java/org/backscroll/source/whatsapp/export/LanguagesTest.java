package org.backscroll.source.whatsapp.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports as phones of several systems and languages write them; each has its messages beside. */
class LanguagesTest {
    @TempDir Path work;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ios-en-us",
                "android-en-gb",
                "ios-de",
                "android-de",
                "ios-es",
                "android-es",
                "ios-pt",
                "android-pt",
                "ios-fr",
                "android-fr",
                "ios-it",
                "android-it",
                "ios-nl-dashes",
                "ios-zh",
                "android-ko",
                "android-sv",
                "android-ar"
            })
    void everyMessageIsReadAsItWasMeant(String name) throws Exception {
        Path file = work.resolve("WhatsApp Chat with Vinyl Club.txt");
        Files.copy(resource(name + ".txt"), file);

        Reading reading = Reading.of(file);

        assertThat(reading.messages().stream().map(LanguagesTest::line).toList())
                .isEqualTo(Files.readAllLines(resource(name + ".expected")));
        assertThat(reading.rejected()).isEmpty();
    }

    static Path resource(String name) throws URISyntaxException {
        return Path.of(LanguagesTest.class.getResource(name).toURI());
    }

    private static String line(Message message) {
        List<String> words = new ArrayList<>();
        words.add(message.timestamp().toString());
        words.add(
                message.senderName().or(() -> message.sender().map(Object::toString)).orElse("-"));
        words.add(message.type().name());
        words.add(message.text().map(text -> text.replace("\n", "\\n")).orElse("-"));
        message.media().flatMap(Media::fileName).ifPresent(words::add);
        message.media().ifPresent(media -> attributes(media, words));
        if (message.deleted()) {
            words.add("deleted");
        }
        message.editedAt().ifPresent(at -> words.add("edited"));
        return String.join(" | ", words);
    }

    private static void attributes(Media media, List<String> words) {
        if (media.attributes().containsKey("latitude")) {
            words.add(
                    media.attributes().get("latitude") + " " + media.attributes().get("longitude"));
        }
        if (media.attributes().containsKey("omitted")) {
            words.add("omitted");
        }
    }
}
