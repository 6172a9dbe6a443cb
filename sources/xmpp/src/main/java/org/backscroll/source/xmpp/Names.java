package org.backscroll.source.xmpp;

/** The namespaces that are spoken here. */
final class Names {
    /** XEP-0313, message archives. */
    static final String ARCHIVE = "urn:xmpp:mam:2";

    /** XEP-0313, section 4.1.5: asking by ids. */
    static final String ARCHIVE_EXTENDED = "urn:xmpp:mam:2#extended";

    /** XEP-0059, paging. */
    static final String PAGING = "http://jabber.org/protocol/rsm";

    /** XEP-0004, forms. */
    static final String FORM = "jabber:x:data";

    /** XEP-0297, forwarded messages. */
    static final String FORWARD = "urn:xmpp:forward:0";

    /** XEP-0203, when it was sent. */
    static final String DELAY = "urn:xmpp:delay";

    /** RFC 6121, messages and presence. */
    static final String CLIENT = "jabber:client";

    /** RFC 6121, contacts. */
    static final String ROSTER = "jabber:iq:roster";

    /** XEP-0030, what a server can do. */
    static final String FEATURES = "http://jabber.org/protocol/disco#info";

    /** XEP-0054, business cards. */
    static final String CARD = "vcard-temp";

    /** XEP-0280, copies of what other devices send and get. */
    static final String CARBONS = "urn:xmpp:carbons:2";

    /** XEP-0199, whether the other side is there. */
    static final String PING = "urn:xmpp:ping";

    /** XEP-0045, rooms. */
    static final String ROOM = "http://jabber.org/protocol/muc";

    /** XEP-0045, what a room says of its people. */
    static final String ROOM_USER = "http://jabber.org/protocol/muc#user";

    /** XEP-0308, corrections. */
    static final String CORRECTION = "urn:xmpp:message-correct:0";

    /** XEP-0424, retractions, now and before its version 0.4. */
    static final String RETRACTION = "urn:xmpp:message-retract:1";

    static final String RETRACTION_OLD = "urn:xmpp:message-retract:0";

    /** XEP-0422, to which retractions were fastened before. */
    static final String FASTENING = "urn:xmpp:fasten:0";

    /** XEP-0425, retractions by a room's moderator, now and before. */
    static final String MODERATION = "urn:xmpp:message-moderate:1";

    static final String MODERATION_OLD = "urn:xmpp:message-moderate:0";

    /** XEP-0444, reactions. */
    static final String REACTIONS = "urn:xmpp:reactions:0";

    /** XEP-0461, replies. */
    static final String REPLY = "urn:xmpp:reply:0";

    /** XEP-0428, what is there for clients that know no better. */
    static final String FALLBACK = "urn:xmpp:fallback:0";

    /** XEP-0333, what was displayed. */
    static final String MARKERS = "urn:xmpp:chat-markers:0";

    /** XEP-0184, what was received. */
    static final String RECEIPTS = "urn:xmpp:receipts";

    /** XEP-0359, ids that last. */
    static final String IDS = "urn:xmpp:sid:0";

    /** XEP-0380, what a message is encrypted with. */
    static final String ENCRYPTION = "urn:xmpp:eme:0";

    /** RFC 6120, section 4.9, the end of a stream and what it says of it. */
    static final String STREAM = "http://etherx.jabber.org/streams";

    static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";

    /** RFC 6120, section 8.3, errors of stanzas. */
    static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";

    /** RFC 6120, section 5, encryption. */
    static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

    /** RFC 6120, section 6, signing in. */
    static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

    /** RFC 6120, section 7, an address for the connection. */
    static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";

    /** RFC 3921, section 3, which old servers still want. */
    static final String SESSION = "urn:ietf:params:xml:ns:xmpp-session";

    private Names() {}
}
