package org.backscroll.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageType;
import org.backscroll.api.Reaction;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Chats as text and as pages. */
class ReadableExportsTest {
    private static final long DAY = 1_500_000_000_000L; // 2017-07-14T02:40:00Z
    private static final Author ALICE = Author.of(Samples.ALICE);
    private static final String HOSTILE =
            "</p><script>alert(1)</script><img src=x onerror=alert(1)> \" onclick='x' &lt;"
                    + " ]]> \u202Etxt.exe \u0000\u001b[31m \ud800 <!-- \r\n09:00:00  Bob: forged";

    private static MemoryReads talk() {
        return new MemoryReads()
                .chat(
                        ConversationInfo.builder(
                                        Conversation.builder(Samples.PHONE, Samples.GROUP)
                                                .name("A <b>group</b>")
                                                .messageCount(6)
                                                .build())
                                .description("About\nthis")
                                .build(),
                        Samples.message(Samples.GROUP, ALICE, "odd", 5).text("when?").build(),
                        Samples.message(Samples.GROUP, ALICE, "a", DAY)
                                .senderName("Alice")
                                .text("Hello\nagain")
                                .reactions(
                                        List.of(
                                                new Reaction(
                                                        Author.ME, "👍", Instant.ofEpochMilli(1)),
                                                new Reaction(ALICE, "❤", Instant.ofEpochMilli(2))))
                                .build(),
                        Samples.message(Samples.GROUP, Author.ME, "b", DAY + 1000)
                                .text("Answer")
                                .media(Media.builder().attribute("forwarded", "true").build())
                                .quotedId("a")
                                .editedAt(Instant.ofEpochMilli(DAY + 60_000))
                                .starred(true)
                                .build(),
                        Samples.message(Samples.GROUP, Author.UNKNOWN, "c", DAY + 2000)
                                .deleted(true)
                                .quotedId("lost")
                                .build(),
                        Samples.message(Samples.GROUP, ALICE, "d", DAY + 80_000_000)
                                .senderName("Alice")
                                .type(MessageType.IMAGE)
                                .text("caption")
                                .media(
                                        Media.builder()
                                                .fileName("a.jpg")
                                                .mimeType("image/jpeg")
                                                .size(12_345)
                                                .build())
                                .build(),
                        Samples.message(Samples.GROUP, ALICE, "e", DAY + 80_001_000)
                                .senderName("Al\nice <i>")
                                .text(HOSTILE)
                                .build())
                .chat(ConversationInfo.builder(Samples.chat(Samples.ALICE).build()).build());
    }

    private static String text(Optional<Jid> chat, ZoneId zone) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TextExport.write(talk(), Samples.PHONE, chat, zone, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String page() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(HtmlExport.write(talk(), Samples.PHONE, Samples.GROUP, ZoneOffset.UTC, out))
                .isEqualTo(new Written(1, 6, 0));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aChatAsALog() throws Exception {
        assertThat(text(Optional.of(Samples.GROUP), ZoneOffset.UTC))
                .isEqualTo(
                        """
                        A <b>group</b> (7@g.us)
                        =======================
                        account phone, 6 messages, times in Z
                                  About
                                  this

                        --- at an unknown time ---
                        ??:??:??  1: when?

                        --- 2017-07-14 ---
                        02:40:00  Alice: Hello
                                  again
                                  reactions: 👍 me, ❤ Alice
                        02:40:01  me:
                                  > Alice: Hello again
                                  Answer (edited 2017-07-14 02:41:00) (starred)
                        02:40:02  somebody:
                                  > (a message that is not here)
                                  (deleted)

                        --- 2017-07-15 ---
                        00:53:20  Alice: [image] a.jpg (image/jpeg, 12.3 kB) caption
                        00:53:21  Al ice <i>: </p><script>alert(1)</script><img src=x\
                         onerror=alert(1)> " onclick='x' &lt; ]]> txt.exe \uFFFD\uFFFD[31m \uFFFD <!--
                                  09:00:00  Bob: forged
                        """);
        assertThat(text(Optional.empty(), ZoneId.of("Asia/Tokyo")))
                .startsWith("1@s.whatsapp.net\n================\n")
                .contains("\n\nA <b>group</b> (7@g.us)\n")
                .contains("--- 2017-07-14 ---\n11:40:00  Alice: Hello\n")
                .isEqualTo(text(Optional.empty(), ZoneId.of("Asia/Tokyo")));
    }

    @Test
    void nothingInAPageIsAnythingButText() throws Exception {
        Document page = parse(page());

        List<String> names = new ArrayList<>();
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            names.add(element.getTagName());
            for (int a = 0; a < element.getAttributes().getLength(); a++) {
                String attribute = element.getAttributes().item(a).getNodeName();
                assertThat(attribute).doesNotStartWith("on").isNotIn("src", "style", "srcset");
                if (attribute.equals("href")) {
                    assertThat(element.getAttribute("href")).startsWith("#m-");
                }
            }
        }
        assertThat(names).doesNotContain("script", "img", "link", "iframe", "object", "i", "form");
        NodeList articles = page.getElementsByTagName("article");
        assertThat(articles.getLength()).isEqualTo(6);
        String hostile = articles.item(5).getTextContent();
        assertThat(hostile)
                .contains("</p><script>alert(1)</script><img src=x onerror=alert(1)>", "Al ice <i>")
                .doesNotContain("\u202E", "\u0000", "\u001b");
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("A <b>group</b>");
    }

    @Test
    void aPageIsOfOnePieceAndCanBeReadByAll() throws Exception {
        String page = page();

        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("default-src 'none'; style-src 'sha256-", "base-uri 'none'")
                .contains("color-scheme: light dark", "prefers-color-scheme: dark")
                .contains("<p dir=\"auto\" lang=\"\">Hello\nagain</p>")
                .contains("<time datetime=\"2017-07-14\">Friday, 14 July 2017</time>")
                .contains("<time datetime=\"2017-07-14T02:40:00Z\">02:40</time>")
                .contains("<em>deleted</em>", "<em>a message that is not here</em>")
                .contains("aria-label=\"Reactions\"", "<bdi>👍</bdi> <bdi>me</bdi>")
                .doesNotContain("http:", "https:", "url(", "@import");
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        byte[] hash =
                java.security.MessageDigest.getInstance("SHA-256")
                        .digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(page).contains("'sha256-" + java.util.Base64.getEncoder().encodeToString(hash));
        Document parsed = parse(page);
        String quoted =
                ((Element)
                                ((Element) parsed.getElementsByTagName("blockquote").item(0))
                                        .getElementsByTagName("a")
                                        .item(0))
                        .getAttribute("href");
        assertThat(((Element) parsed.getElementsByTagName("article").item(1)).getAttribute("id"))
                .isEqualTo(quoted.substring(1));
    }

    @Test
    void anAccountIsAFolderWithAnIndex() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        HtmlExport.write(
                talk(),
                Samples.PHONE,
                ZoneOffset.UTC,
                (name, page) -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    page.to(out);
                    pages.put(name, out.toString(StandardCharsets.UTF_8));
                });

        assertThat(List.copyOf(pages.keySet()))
                .containsExactly(
                        HtmlExport.fileName(Samples.ALICE),
                        HtmlExport.fileName(Samples.GROUP),
                        HtmlExport.INDEX);
        Document index = parse(pages.get(HtmlExport.INDEX));
        NodeList links = index.getElementsByTagName("a");
        assertThat(links.getLength()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertThat(pages).containsKey(((Element) links.item(i)).getAttribute("href"));
        }
        assertThat(pages.get(HtmlExport.fileName(Samples.GROUP))).contains("href=\"index.html\"");
    }

    @Test
    void aPagesNameIsSafeAndItsOwn() {
        String odd = HtmlExport.fileName(Jid.of("x@Ä.example/../..\\CON:|?*" + "x".repeat(200)));
        assertThat(odd).matches("chat-[a-z0-9-]{1,40}-[0-9a-f]{16}\\.html");
        assertThat(HtmlExport.fileName(Jid.of("a@x")))
                .isNotEqualTo(HtmlExport.fileName(Jid.of("A@x")));
    }

    /** Our pages are well-formed XML, but for the elements that HTML never closes. */
    private static Document parse(String page) throws Exception {
        String xml = page.replace("<!DOCTYPE html>\n", "").replaceAll("(<meta [^>]*[^/])>", "$1/>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
    }
}
