package org.backscroll.source.xmpp;

import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.IqData;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.ExtensionElementProvider;
import org.jivesoftware.smack.provider.IqProvider;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** Elements that Smack hands through as they are. */
final class Payload {
    private Payload() {}

    /** Of an IQ, asked or answered. */
    static final class Request extends IQ {
        private final Node node;

        Request(Node node) {
            super(node.name(), node.namespace());
            this.node = node;
        }

        Node node() {
            return node;
        }

        @Override
        protected IQChildElementXmlStringBuilder getIQChildElementBuilder(
                IQChildElementXmlStringBuilder xml) {
            node.attributes().forEach(xml::attribute);
            xml.rightAngleBracket();
            xml.append(node.inner());
            return xml;
        }
    }

    /** Of a message or presence. */
    static final class Part implements ExtensionElement {
        private final Node node;

        Part(Node node) {
            this.node = node;
        }

        Node node() {
            return node;
        }

        @Override
        public String getElementName() {
            return node.name();
        }

        @Override
        public String getNamespace() {
            return node.namespace();
        }

        @Override
        public CharSequence toXML(XmlEnvironment environment) {
            return node.toString();
        }
    }

    /** Reads IQs. */
    static final class Requests extends IqProvider<Request> {
        @Override
        public Request parse(
                XmlPullParser parser, int depth, IqData data, XmlEnvironment environment)
                throws XmlPullParserException, java.io.IOException {
            return new Request(Node.read(parser));
        }
    }

    /** Reads parts of messages and presences. */
    static final class Parts extends ExtensionElementProvider<Part> {
        @Override
        public Part parse(XmlPullParser parser, int depth, XmlEnvironment environment)
                throws XmlPullParserException, java.io.IOException {
            return new Part(Node.read(parser));
        }
    }
}
