package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Hashtable;
import java.util.Map;
import javax.inject.Inject;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/** One account is served, another is synced from it, both by configuration alone. */
@RunWith(PaxExam.class)
public class PeersIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    private void configure(String pid, Map<String, Object> settings) throws IOException {
        new History(context)
                .service(ConfigurationAdmin.class, null)
                .getFactoryConfiguration(pid, "test", "?")
                .update(new Hashtable<>(settings));
    }

    @Test
    public void aConfiguredServerServesUntilItIsMovedOrTakenAway() throws Exception {
        History history = new History(context);
        HistoryClient phone = history.account("phone", History.sample());
        assertThat(full(phone)).isEqualTo(SyncStatus.COMPLETE);
        int port = freePort();
        serve(port);
        follow(port);
        HistoryClient copy = history.client("copy");

        assertThat(full(copy)).isEqualTo(SyncStatus.COMPLETE);
        assertThat(history.export("copy")).isEqualTo(history.export("phone"));

        int other = freePort();
        serve(other);
        follow(other);
        History.await(() -> full(history.client("copy")) == SyncStatus.COMPLETE);

        history.service(ConfigurationAdmin.class, null)
                .getFactoryConfiguration("org.backscroll.peer.server", "test", "?")
                .delete();
        History.await(() -> isFree(other));
    }

    private void serve(int port) throws IOException {
        configure(
                "org.backscroll.peer.server",
                Map.of("port", port, ".token", TOKEN, "accounts", "tablet, phone"));
        History.await(() -> !isFree(port));
    }

    private void follow(int port) throws IOException {
        configure(
                "org.backscroll.source.peer",
                Map.of(
                        "backscroll.source",
                        "copy",
                        HistoryClient.ACCOUNT,
                        "copy",
                        "url",
                        "http://127.0.0.1:" + port,
                        ".token",
                        TOKEN));
    }

    private static SyncStatus full(HistoryClient client) throws Exception {
        return client.syncMessages(SyncRequest.builder().unlimited().build()).status();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
