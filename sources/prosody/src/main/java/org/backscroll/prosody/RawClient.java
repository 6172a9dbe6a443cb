package org.backscroll.prosody;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import jdk.net.ExtendedSocketOptions;

/**
 * A client that knows no more of XMPP than a socket does: it signs in, sends what it is told, and
 * reads until a text comes. Fast, and independent of what is tested. Not thread-safe.
 */
public final class RawClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 30_000;

    private final String user;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private byte[] rest = new byte[0];

    /** Signs in to a server without TLS. */
    public RawClient(int port, String user) throws IOException {
        this.user = user;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LIMIT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        String stream =
                "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
                        + " xmlns:stream='http://etherx.jabber.org/streams'>";
        send(stream);
        until("</stream:features>");
        String secret = "\0" + user + "\0" + Prosody.PASSWORD;
        send(
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                        + Base64.getEncoder()
                                .encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                        + "</auth>");
        until("<success");
        send(stream);
        until("</stream:features>");
        send(
                "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                        + "<resource>raw</resource></bind></iq>");
        until("</iq>");
    }

    /** Sends XML as it is. */
    public void send(String xml) throws IOException {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Waits until the server has done all that was sent before. */
    public void settle() throws IOException {
        send("<iq type='get' id='settle'><ping xmlns='urn:xmpp:ping'/></iq>");
        String answer;
        do {
            answer = until("</iq>", "/>");
        } while (!answer.contains("settle"));
    }

    /** Enters a room under the user's own name, which makes it if need be. */
    public void enter(String room) throws IOException {
        send(
                "<presence to='"
                        + room
                        + "/"
                        + user
                        + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        until("<subject");
        send(
                "<iq type='set' id='room' to='"
                        + room
                        + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                        + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
        settle();
    }

    /** Reads until one of some texts has come, and gives what came, that text included. */
    public String until(String... ends) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        read.write(rest);
        rest = new byte[0];
        int from = 0;
        while (true) {
            String text = read.toString(StandardCharsets.ISO_8859_1);
            int end = end(text, from, ends);
            if (end >= 0) {
                byte[] all = read.toByteArray();
                rest = java.util.Arrays.copyOfRange(all, end, all.length);
                return new String(all, 0, end, StandardCharsets.UTF_8);
            }
            from = Math.max(0, text.length() - 64);
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException("the server ended the stream");
            }
            if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
                socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            }
            read.write(buffer, 0, count);
        }
    }

    private static int end(String text, int from, String... ends) {
        int first = -1;
        for (String end : ends) {
            int at = text.indexOf(end, from);
            if (at >= 0 && (first < 0 || at + end.length() < first)) {
                first = at + end.length();
            }
        }
        return first;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
