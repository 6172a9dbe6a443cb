package org.backscroll.source.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.util.StringUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/**
 * An XML element as it stood in the stream, with nothing interpreted and nothing lost: Smack's own
 * classes drop what they do not know.
 */
final class Node {
    /** Deeper ones are read, but what is within them is left out. */
    private static final int MAX_DEPTH = 64;

    private final String name;
    private final String namespace;
    private final Map<String, String> attributes = new LinkedHashMap<>(4);
    private final List<Node> children = new ArrayList<>(4);
    private final StringBuilder text = new StringBuilder(0);

    Node(String name, String namespace) {
        this.name = name;
        this.namespace = namespace;
    }

    /** Reads the element a parser stands at the beginning of; then it stands at its end. */
    static Node read(XmlPullParser parser) throws IOException, XmlPullParserException {
        return read(parser, 0);
    }

    private static Node read(XmlPullParser parser, int depth)
            throws IOException, XmlPullParserException {
        Node node = new Node(parser.getName(), parser.getNamespace());
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            node.attributes.put(parser.getAttributeName(i), parser.getAttributeValue(i));
        }
        while (true) {
            switch (parser.next()) {
                case START_ELEMENT -> {
                    Node child = read(parser, depth + 1);
                    if (depth < MAX_DEPTH) {
                        node.children.add(child);
                    }
                }
                case TEXT_CHARACTERS -> node.text.append(parser.getText());
                case END_ELEMENT -> {
                    return node;
                }
                case END_DOCUMENT -> throw new IOException("the stream ended within an element");
                default -> {} // Comments and the like.
            }
        }
    }

    String name() {
        return name;
    }

    String namespace() {
        return namespace;
    }

    String text() {
        return text.toString();
    }

    List<Node> children() {
        return children;
    }

    boolean is(String otherName, String otherNamespace) {
        return name.equals(otherName) && otherNamespace.equals(namespace);
    }

    /** An attribute's value, unless it is missing or empty. */
    Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key)).filter(value -> !value.isEmpty());
    }

    /** The first child of that name. */
    Optional<Node> child(String childName, String childNamespace) {
        for (Node child : children) {
            if (child.is(childName, childNamespace)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** The first child of that name and this element's own namespace. */
    Optional<Node> child(String childName) {
        return child(childName, namespace);
    }

    Node with(String key, String value) {
        attributes.put(key, value);
        return this;
    }

    Node with(Node child) {
        children.add(child);
        return this;
    }

    Node withText(String value) {
        text.append(value);
        return this;
    }

    /** The element as XML. */
    @Override
    public String toString() {
        StringBuilder xml = new StringBuilder("<").append(name);
        xml.append(" xmlns='").append(StringUtils.escapeForXmlAttribute(namespace)).append('\'');
        attributes.forEach(
                (key, value) ->
                        xml.append(' ')
                                .append(key)
                                .append("='")
                                .append(StringUtils.escapeForXmlAttribute(value))
                                .append('\''));
        return xml.append('>').append(inner()).append("</").append(name).append('>').toString();
    }

    /** What stands within the element, as XML. */
    String inner() {
        StringBuilder xml = new StringBuilder(StringUtils.escapeForXmlText(text));
        children.forEach(xml::append);
        return xml.toString();
    }

    /** About how long it is as XML, in characters. */
    int size() {
        int size = 2 * name.length() + 5 + text.length();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            size += attribute.getKey().length() + attribute.getValue().length() + 4;
        }
        for (Node child : children) {
            size += child.size();
        }
        return size;
    }

    /** The attributes in their order. */
    Map<String, String> attributes() {
        return attributes;
    }
}
