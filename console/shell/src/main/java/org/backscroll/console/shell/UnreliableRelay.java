package org.backscroll.console.shell;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes requests on to a server as a bad network does, for the tour: of each seven one is answered
 * that the server is busy, and one is not answered at all. One request a connection, one after the
 * other.
 */
final class UnreliableRelay implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(UnreliableRelay.class);

    private static final int ROUND = 7;
    private static final int BUSY = 4;
    private static final int SILENT = 6;
    private static final int MAX_HEAD = 1 << 16;
    private static final byte[] BUSY_ANSWER =
            ("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
                            + "Connection: close\r\n\r\n")
                    .getBytes(US_ASCII);

    private final URI server;
    private final ServerSocket listening;
    private int requests;

    private UnreliableRelay(URI server, ServerSocket listening) {
        this.server = server;
        this.listening = listening;
    }

    static UnreliableRelay before(URI server) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        UnreliableRelay relay = new UnreliableRelay(server, new ServerSocket(0, 0, loopback));
        Thread thread = new Thread(relay::run, "backscroll-demo-relay");
        thread.setDaemon(true);
        thread.start();
        return relay;
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private void run() {
        while (!listening.isClosed()) {
            try (Socket asker = listening.accept()) {
                byte[] head = head(asker.getInputStream());
                requests++;
                if (requests % ROUND == BUSY) {
                    asker.getOutputStream().write(BUSY_ANSWER);
                } else if (requests % ROUND != SILENT) {
                    pass(head, asker.getOutputStream());
                }
            } catch (IOException e) {
                LOG.debug("a request was not passed on", e);
            }
        }
    }

    /** A request up to the empty line behind its headers; those we pass on have no body. */
    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0 || head.size() > MAX_HEAD) {
                throw new IOException("that is no request");
            }
            head.write(b);
            matched = b == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return head.toByteArray();
    }

    /** Asks for one answer and no more, so that the connection's end is the answer's. */
    private void pass(byte[] head, OutputStream to) throws IOException {
        try (Socket behind = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = behind.getOutputStream();
            out.write(head, 0, head.length - 2);
            out.write("Connection: close\r\n\r\n".getBytes(US_ASCII));
            out.flush();
            behind.getInputStream().transferTo(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
