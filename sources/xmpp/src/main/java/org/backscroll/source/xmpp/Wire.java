package org.backscroll.source.xmpp;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;

/**
 * A connection and the XML streams on it, one after the other: plain, encrypted, signed in. Read by
 * one thread; sending and closing may be done by any.
 */
final class Wire implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ReentrantLock sending = new ReentrantLock();
    private volatile boolean closed;
    private volatile Socket tcp;
    private volatile Socket socket;
    private Stanzas stanzas;

    /**
     * Acknowledges at once what it receives. A server that waits for that before it sends the rest
     * of a page (Nagle) would otherwise cost some 45 ms a page. The kernel forgets the option, so
     * it is set after each read.
     */
    private static final class QuickSocket extends Socket {
        private static final SocketOption<Boolean> QUICK = ExtendedSocketOptions.TCP_QUICKACK;

        private InputStream in;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (in == null) {
                in = super.getInputStream();
                if (supportedOptions().contains(QUICK)) {
                    in = new QuickStream(in);
                }
            }
            return in;
        }

        private final class QuickStream extends FilterInputStream {
            QuickStream(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                int read = super.read();
                setOption(QUICK, true);
                return read;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                if (read > 0) {
                    setOption(QUICK, true);
                }
                return read;
            }
        }
    }

    /**
     * Connects.
     *
     * @param patience for this and for each read, in milliseconds
     */
    void connect(InetSocketAddress address, int patience) throws IOException {
        Socket made = new QuickSocket();
        tcp = made;
        socket = made;
        try {
            check();
            made.setTcpNoDelay(true);
            made.setSoTimeout(patience);
            made.connect(address, patience);
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    private void check() throws SocketException {
        if (closed) {
            throw new SocketException("closed");
        }
    }

    /** Goes on encrypted, with a server that has a certificate for a domain. */
    void secure(String domain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            SSLSocket secure =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(tcp, domain, tcp.getPort(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            socket = secure;
        } catch (GeneralSecurityException e) {
            throw new IOException("this machine's TLS cannot be used", e);
        }
    }

    boolean isSecure() {
        return socket instanceof SSLSocket;
    }

    /** Begins a stream; what was sent on the one before and not read yet is dropped. */
    void open(String domain) throws IOException {
        send(
                "<?xml version='1.0'?><stream:stream to='"
                        + Node.escape(domain)
                        + "' version='1.0' xmlns='jabber:client'"
                        + " xmlns:stream='http://etherx.jabber.org/streams'>");
        stanzas = new Stanzas(new BufferedInputStream(socket.getInputStream(), BUFFER));
        stanzas.header();
    }

    /** Waits for the next stanza as long as it takes. */
    void patient() throws IOException {
        socket.setSoTimeout(0);
    }

    /** The next stanza; empty if the other side ended the stream. */
    Optional<Node> next() throws IOException {
        return stanzas.next();
    }

    void send(Node stanza) throws IOException {
        send(stanza.toString());
    }

    private void send(String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        sending.lock();
        try {
            check();
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } finally {
            sending.unlock();
        }
    }

    /** Says goodbye if that can be done at once; who reads or connects is woken. */
    @Override
    public void close() {
        boolean before = closed;
        closed = true;
        Socket open = tcp;
        if (open == null) {
            return;
        }
        try {
            if (!before && stanzas != null && sending.tryLock()) {
                try {
                    socket.getOutputStream()
                            .write("</stream:stream>".getBytes(StandardCharsets.UTF_8));
                } finally {
                    sending.unlock();
                }
            }
        } catch (IOException e) {
            // It is gone already.
        } finally {
            try {
                open.close();
            } catch (IOException e) {
                // Nobody can do anything about it.
            }
        }
    }
}
