package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An XML element as it stood in the stream, with nothing interpreted. */
final class Node {
    private final String name;
    private final String namespace;

    /** Keys and values in turn. */
    private List<String> attributes = List.of();

    private List<Node> children = List.of();
    private String text = "";
    private StringBuilder pieces;
    private boolean cut;

    /** As it was counted; 0 if it was not yet. */
    private int size;

    Node(String name, String namespace) {
        this.name = name;
        this.namespace = namespace;
    }

    String name() {
        return name;
    }

    String namespace() {
        return namespace;
    }

    String text() {
        return pieces == null ? text : pieces.toString();
    }

    List<Node> children() {
        return children;
    }

    boolean is(String otherName, String otherNamespace) {
        return name.equals(otherName) && otherNamespace.equals(namespace);
    }

    /** An attribute's value, unless it is missing or empty. */
    Optional<String> attribute(String key) {
        for (int i = 0; i < attributes.size(); i += 2) {
            if (attributes.get(i).equals(key)) {
                return Optional.of(attributes.get(i + 1)).filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
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
        if (attributes.isEmpty()) {
            attributes = new ArrayList<>(8);
        }
        attributes.add(key);
        attributes.add(value);
        return this;
    }

    Node with(Node child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(4);
        }
        children.add(child);
        return this;
    }

    /** Appends to the text: a parser gives it in pieces. */
    Node withText(String value) {
        if (pieces != null) {
            pieces.append(value);
        } else if (text.isEmpty()) {
            text = value;
        } else {
            pieces = new StringBuilder(text).append(value);
        }
        return this;
    }

    /** Whether something within was left out because the whole is too large. */
    boolean isCut() {
        return cut;
    }

    void cut() {
        cut = true;
    }

    /** The element as XML. */
    @Override
    public String toString() {
        StringBuilder xml = new StringBuilder();
        write(xml, "");
        return xml.toString();
    }

    private void write(StringBuilder xml, String around) {
        xml.append('<').append(name);
        if (!namespace.equals(around)) {
            attribute(xml, "xmlns", namespace);
        }
        for (int i = 0; i < attributes.size(); i += 2) {
            attribute(xml, attributes.get(i), attributes.get(i + 1));
        }
        xml.append('>');
        escape(xml, text());
        for (Node child : children) {
            child.write(xml, namespace);
        }
        xml.append("</").append(name).append('>');
    }

    private static void attribute(StringBuilder xml, String key, String value) {
        xml.append(' ').append(key).append("='");
        escape(xml, value);
        xml.append('\'');
    }

    /** Text as it stands in XML. */
    static String escape(String value) {
        StringBuilder xml = new StringBuilder();
        escape(xml, value);
        return xml.toString();
    }

    private static void escape(StringBuilder xml, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '\'' -> xml.append("&apos;");
                case '"' -> xml.append("&quot;");
                default -> xml.append(c);
            }
        }
    }

    /** About how long it is as XML, in characters. Counted once: for a complete element. */
    int size() {
        if (size == 0) {
            int sum = ownSize() + text().length();
            for (Node child : children) {
                sum += child.size();
            }
            size = sum;
        }
        return size;
    }

    /** As {@link #size}, without what stands within. */
    int ownSize() {
        int size = 2 * name.length() + 5;
        for (int i = 0; i < attributes.size(); i += 2) {
            size += attributes.get(i).length() + attributes.get(i + 1).length() + 4;
        }
        return size;
    }
}
