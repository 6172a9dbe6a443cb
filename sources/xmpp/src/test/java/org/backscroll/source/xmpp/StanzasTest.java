package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream's stanzas, hostile ones too. */
class StanzasTest {
    private static final String HEADER =
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                    + " xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

    @TempDir Path folder;

    private static Stanzas stanzas(String xml) throws IOException {
        Stanzas stanzas =
                new Stanzas(
                        new ByteArrayInputStream((HEADER + xml).getBytes(StandardCharsets.UTF_8)));
        stanzas.header();
        return stanzas;
    }

    private static Node only(String xml) throws IOException {
        return stanzas(xml).next().orElseThrow();
    }

    @Test
    void stanzasComeOneByOneUntilTheStreamEnds() throws Exception {
        Stanzas stanzas =
                stanzas(
                        "<message id='1'><body xml:lang='en'>a &lt;b&gt; &amp;"
                                + " <![CDATA[<c>]]> &#x1F44B;</body></message> \n"
                                + "<iq id='2'/></stream:stream>");

        Node message = stanzas.next().orElseThrow();

        assertThat(message.is("message", Names.CLIENT)).isTrue();
        assertThat(message.child("body").orElseThrow().text()).isEqualTo("a <b> & <c> 👋");
        assertThat(message.child("body").orElseThrow().attribute("lang")).contains("en");
        assertThat(stanzas.next().orElseThrow().attribute("id")).contains("2");
        assertThat(stanzas.next()).isEqualTo(Optional.empty());
    }

    @Test
    void aStanzaIsThereBeforeAnythingComesBehindIt() throws Exception {
        InputStream silent =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("waits for more than the stanza");
                    }
                };
        for (String stanza : new String[] {"<iq id='1'/>", "<iq id='1'><a>text</a></iq>"}) {
            byte[] sent = (HEADER + stanza).getBytes(StandardCharsets.UTF_8);
            Stanzas stanzas =
                    new Stanzas(new SequenceInputStream(new ByteArrayInputStream(sent), silent));
            stanzas.header();

            assertThat(stanzas.next().orElseThrow().attribute("id")).contains("1");
        }
    }

    @Test
    void whatIsNoUtf8DoesNotEndTheStream() throws Exception {
        byte[] sent =
                (HEADER + "<message><body>a\u00ffb</body></message><iq id='2'/>")
                        .getBytes(StandardCharsets.ISO_8859_1);
        Stanzas stanzas = new Stanzas(new ByteArrayInputStream(sent));
        stanzas.header();

        assertThat(stanzas.next().orElseThrow().child("body").orElseThrow().text())
                .isEqualTo("a\ufffdb");
        assertThat(stanzas.next().orElseThrow().attribute("id")).contains("2");
    }

    @Test
    void whatIsWrittenReadsTheSame() throws Exception {
        Node node =
                new Node("message", Names.CLIENT)
                        .with("id", "<'\"&>")
                        .with(new Node("body", Names.CLIENT).withText("]]> & <b> '\"\n"))
                        .with(new Node("x", "urn:x").with(new Node("y", "urn:x")));

        Node read = only(node.toString());

        assertThat(read.toString()).isEqualTo(node.toString());
        assertThat(read.attribute("id")).contains("<'\"&>");
    }

    @Test
    void aStreamThatBreaksOffIsTrouble() {
        assertThatThrownBy(() -> only("<message><body>half")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> only("<message></body>")).isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () ->
                                new Stanzas(
                                                new ByteArrayInputStream(
                                                        "<html/>".getBytes(StandardCharsets.UTF_8)))
                                        .header())
                .hasMessage("what answers does not speak XMPP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- a -->",
                "<?a b?>",
                "&a;",
                "<a>&a;</a>",
                "<a><!-- a --></a>",
                "<xmlns:p=''/>",
                "<a xmlns:xmlns='b'/>",
                "<a xmlns:xml='b'/>"
            })
    void xmlThatXmppDoesNotHaveEndsTheStream(String xml) {
        assertThatThrownBy(() -> only(xml + "<iq id='1'/>")).isInstanceOf(IOException.class);
    }

    @Test
    void nothingElseIsReadForADocumentType() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
        for (String type :
                new String[] {
                    "<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>",
                    "<!DOCTYPE a [<!ENTITY e 'aaaaaaaa'><!ENTITY f '&e;&e;'>]>",
                    "<!DOCTYPE a SYSTEM '" + secret.toUri() + "'>"
                }) {
            String xml = "<?xml version='1.0'?>" + type + HEADER.substring(21) + "<a>&e;</a>";
            Stanzas stanzas =
                    new Stanzas(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));

            assertThatThrownBy(
                            () -> {
                                stanzas.header();
                                stanzas.next();
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void whatIsTooDeepIsLeftOut() throws Exception {
        int depth = 100_000;
        Node read =
                only(
                        "<message>"
                                + "<a>".repeat(depth)
                                + "text"
                                + "</a>".repeat(depth)
                                + "<body>after</body></message>");

        int found = 0;
        for (Optional<Node> at = read.child("a"); at.isPresent(); at = at.get().child("a")) {
            found++;
        }
        assertThat(found).isEqualTo(Stanzas.MAX_DEPTH);
        assertThat(read.child("body").orElseThrow().text()).isEqualTo("after");
        assertThat(read.isCut()).isFalse();
    }

    @Test
    void ofAMessageThatIsTooLargeTheBeginningIsKept() throws Exception {
        String large = "&lt;é".repeat(Stanzas.MAX_MESSAGE);
        Stanzas stanzas =
                stanzas("<message id='1'><body>" + large + "</body><x/></message><iq id='2'/>");

        Node message = stanzas.next().orElseThrow();

        assertThat(message.isCut()).isTrue();
        assertThat(message.attribute("id")).contains("1");
        assertThat(message.size()).isLessThan(Stanzas.MAX_MESSAGE + 1000);
        assertThat(stanzas.next().orElseThrow().attribute("id")).contains("2");
        assertThat(only("<message>" + "<a/>".repeat(1_000_000) + "</message>").children())
                .hasSizeLessThan(Stanzas.MAX_MESSAGE / 64 + 1);
    }

    @Test
    void aStanzaWithoutEndIsNotReadForEver() throws Exception {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'a';
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                        return length;
                    }
                };
        for (String begin : new String[] {"<message><body>", "<iq><a b='", "<iq"}) {
            Stanzas stanzas =
                    new Stanzas(
                            new SequenceInputStream(
                                    new ByteArrayInputStream(
                                            (HEADER + begin).getBytes(StandardCharsets.UTF_8)),
                                    endless));
            stanzas.header();

            assertThatThrownBy(stanzas::next).isInstanceOf(IOException.class);
        }
    }

    @Test
    void manyStanzasAreNoLargeOne() throws Exception {
        String text = "a".repeat(1_000_000);
        Stanzas stanzas = stanzas(("<iq><a>" + text + "</a></iq>").repeat(20));

        for (int i = 0; i < 20; i++) {
            assertThat(stanzas.next().orElseThrow().isCut()).isFalse();
        }
    }
}
