package org.backscroll.source.xmpp;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * The stanzas of an XML stream, one by one (RFC 6120, section 4). Only the XML that XMPP has
 * (section 11.1): a document type, a comment or a processing instruction ends it. What a stanza may
 * take is bounded in depth, in what is kept and in what is read. Used by one thread.
 */
final class Stanzas {
    /** What is deeper is left out. */
    static final int MAX_DEPTH = 64;

    /** What is kept of a message, in characters; the rest is left out. */
    static final int MAX_MESSAGE = 1024 * 1024;

    /** What any stanza may have, in bytes; one that has more ends the stream. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    /** What an element takes in memory beside its characters, about. */
    private static final int ELEMENT = 64;

    private static final XMLInputFactory FACTORY = factory();

    private final Budget in;
    private XMLStreamReader xml;

    /** A stream that gives only so much until it is allowed more. */
    private static final class Budget extends FilterInputStream {
        private long left = MAX_BYTES;

        Budget(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            left -= read;
            if (left < 0) {
                throw new IOException("a stanza has more than " + MAX_BYTES + " bytes");
            }
            return read;
        }
    }

    /**
     * @param in a stream from its beginning on
     */
    Stanzas(InputStream in) {
        this.in = new Budget(in);
    }

    private static XMLInputFactory factory() {
        // Named, not looked up: another one may read what it is told not to. The JDK's own takes
        // almost twice as long for a message.
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        // Trouble shall be met where the stream is read, not where text is taken.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("external entities are not read");
                });
        return factory;
    }

    /** Reads the stream's header. */
    void header() throws IOException {
        try {
            xml = FACTORY.createXMLStreamReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            int event = xml.getEventType();
            while (event == START_DOCUMENT || event == SPACE) {
                event = xml.next();
            }
            if (event != START_ELEMENT
                    || !xml.getLocalName().equals("stream")
                    || !Names.STREAM.equals(xml.getNamespaceURI())) {
                throw new IOException("what answers does not speak XMPP");
            }
        } catch (XMLStreamException | RuntimeException e) {
            throw broken(e);
        }
    }

    /** The next stanza, once it is there; empty if the other side ended the stream. */
    Optional<Node> next() throws IOException {
        try {
            in.left = MAX_BYTES;
            while (true) {
                switch (xml.next()) {
                    case START_ELEMENT -> {
                        return Optional.of(element());
                    }
                    case END_ELEMENT -> {
                        return Optional.empty();
                    }
                    default -> text(xml.getEventType()); // Blanks, to keep the connection.
                }
                in.left = MAX_BYTES;
            }
        } catch (XMLStreamException | RuntimeException e) {
            throw broken(e);
        }
    }

    private Node element() throws XMLStreamException, IOException {
        Node stanza = start();
        int most = stanza.name().equals("message") ? MAX_MESSAGE : MAX_BYTES;
        int kept = 0;
        int leftOut = 0;
        Deque<Node> open = new ArrayDeque<>();
        open.push(stanza);
        while (true) {
            switch (xml.next()) {
                case START_ELEMENT -> {
                    if (leftOut > 0 || open.size() > MAX_DEPTH || kept > most) {
                        leftOut++;
                        if (kept > most) {
                            open.forEach(Node::cut);
                        }
                    } else {
                        Node child = start();
                        kept += child.ownSize() + ELEMENT;
                        open.element().with(child);
                        open.push(child);
                    }
                }
                case END_ELEMENT -> {
                    if (leftOut > 0) {
                        leftOut--;
                    } else {
                        open.pop();
                        if (open.isEmpty()) {
                            return stanza;
                        }
                    }
                }
                default -> {
                    if (text(xml.getEventType()) && leftOut == 0) {
                        kept += xml.getTextLength();
                        if (kept > most) {
                            open.forEach(Node::cut);
                        } else {
                            open.element().withText(xml.getText());
                        }
                    }
                }
            }
        }
    }

    private Node start() {
        String namespace = xml.getNamespaceURI();
        Node node = new Node(xml.getLocalName(), namespace == null ? "" : namespace);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            node.with(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        return node;
    }

    /** Whether an event is text; if it is none of what XMPP has, the stream is over. */
    private static boolean text(int event) throws IOException {
        return switch (event) {
            case CHARACTERS, CDATA, SPACE -> true;
            case END_DOCUMENT -> throw new EOFException("the server ended the stream");
            default -> throw new IOException("the server sent XML that XMPP does not have");
        };
    }

    /**
     * The parser wraps trouble with the connection itself; to some namespaces that cannot be it
     * answers as to a mistake of ours.
     */
    private static IOException broken(Exception e) {
        return e instanceof XMLStreamException trouble
                        && trouble.getNestedException() instanceof IOException io
                ? io
                : new IOException(e);
    }
}
