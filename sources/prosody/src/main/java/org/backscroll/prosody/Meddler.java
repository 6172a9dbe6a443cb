package org.backscroll.prosody;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between clients and a server without TLS, and changes what clients ask: so a test has a
 * real server do what it seldom does. Listens on loopback until it is closed.
 */
public final class Meddler implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final Meddling meddling;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Sees each request of a client before the server does. Called by one thread per client. */
    @FunctionalInterface
    public interface Meddling {
        /**
         * @param request XML, a stanza as a client sent it
         * @param client takes XML as if it came from the server; between stanzas if nothing else is
         *     being answered
         * @return what the server gets; nothing if empty
         */
        String pass(String request, Client client) throws Exception;
    }

    /** The client that asked. */
    public interface Client {
        /** Sends it XML. */
        void send(String xml) throws IOException;
    }

    /**
     * @param port where the server listens
     */
    public Meddler(int port, Meddling meddling) throws IOException {
        this.port = port;
        this.meddling = meddling;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        begin(this::listen);
    }

    /** Where clients connect to. */
    public int port() {
        return listening.getLocalPort();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Trouble with one side ends the other's, as it would without anybody in between. */
    private void begin(Work work, Socket... both) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (Exception e) {
                                // The sockets say it.
                            } finally {
                                close(both);
                            }
                        },
                        "meddler");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket... sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }

    private void listen() throws IOException {
        while (true) {
            Socket client = listening.accept();
            sockets.add(client);
            begin(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            begin(() -> answers(server, client), client, server);
            begin(() -> requests(client, server), client, server);
        } catch (IOException e) {
            close(client);
        }
    }

    private static void answers(Socket server, Socket client) throws IOException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    /** Byte for byte; a client that writes a stanza at once is read so, up to what the loop has. */
    private void requests(Socket client, Socket server) throws Exception {
        InputStream in = client.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            String request = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
            String passed =
                    meddling.pass(
                            request,
                            xml ->
                                    client.getOutputStream()
                                            .write(xml.getBytes(StandardCharsets.UTF_8)));
            server.getOutputStream().write(passed.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        close(sockets.toArray(Socket[]::new));
    }
}
