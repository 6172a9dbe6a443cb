package org.backscroll.source.xmpp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that acknowledge at once what they receive. A server that waits for that before it sends
 * the rest of a page (Nagle) would otherwise cost some 45 ms a page. The kernel forgets the option,
 * so it is set after each read.
 */
final class QuickSockets extends SocketFactory {
    private static final SocketOption<Boolean> QUICK = ExtendedSocketOptions.TCP_QUICKACK;

    private static final class QuickSocket extends Socket {
        private InputStream in;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (in == null) {
                in =
                        supportedOptions().contains(QUICK)
                                ? new QuickStream(super.getInputStream(), this)
                                : super.getInputStream();
            }
            return in;
        }
    }

    private static final class QuickStream extends FilterInputStream {
        private final Socket socket;

        QuickStream(InputStream in, Socket socket) {
            super(in);
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            socket.setOption(QUICK, true);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                socket.setOption(QUICK, true);
            }
            return read;
        }
    }

    @Override
    public Socket createSocket() {
        return new QuickSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host, port, null, 0);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(InetAddress.getByName(host), port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        Socket socket = createSocket();
        socket.bind(new java.net.InetSocketAddress(local, localPort));
        socket.connect(new java.net.InetSocketAddress(host, port));
        return socket;
    }
}
