package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.backscroll.api.AccountId;
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

/** The page of Backscroll in the Felix Web Console, which does not ship, as a browser gets it. */
@RunWith(PaxExam.class)
public class WebConsoleIT {
    private static final String PORT = "org.osgi.service.http.port";
    private static final String EVIL = "<script>alert(1)&amp;";

    @Inject private BundleContext context;

    private final HttpClient browser = HttpClient.newHttpClient();

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with(
                Shipped.holding("jakarta/servlet/Servlet.class"),
                Shipped.holding("org/apache/felix/http/jetty/internal/JettyActivator.class"),
                Shipped.holding("org/apache/commons/fileupload/FileItem.class"),
                Shipped.holding("org/apache/commons/io/IOUtils.class"),
                Shipped.holding("org/apache/felix/inventory/Format.class"),
                Shipped.holding("org/owasp/encoder/Encode.class"),
                Shipped.holding("org/apache/felix/webconsole/internal/servlet/OsgiManager.class"),
                Shipped.holding("org/backscroll/console/web/BackscrollPage.class"),
                frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"),
                frameworkProperty(PORT).value(Integer.toString(freePort())),
                frameworkProperty("felix.webconsole.username").value("warden"),
                frameworkProperty("felix.webconsole.password").value("a secret"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private HttpResponse<String> ask(String method, String user)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return browser.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + context.getProperty(PORT)
                                                + "/system/console/backscroll"))
                        .header("Authorization", "Basic " + basic)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String page() throws IOException, InterruptedException {
        HttpResponse<String> response = ask("GET", "warden:a secret");
        return response.statusCode() == 200 ? response.body() : "";
    }

    /** An exported chat whose name would run in a page that does not take care. */
    private HistoryClient evil(History history) throws IOException {
        Path chat =
                Files.createTempDirectory("chat-").resolve("WhatsApp Chat with " + EVIL + ".txt");
        Files.write(
                chat,
                List.of(
                        "01/02/2025, 10:15 - Bob: good morning",
                        "02/02/2025, 10:16 - Bob: hello?"));
        org.osgi.service.cm.Configuration source =
                history.service(ConfigurationAdmin.class, null)
                        .getFactoryConfiguration(
                                "org.backscroll.source.whatsapp-export", "evil", "?");
        source.update(
                new java.util.Hashtable<>(
                        Map.of(
                                "backscroll.source",
                                "evil",
                                HistoryClient.ACCOUNT,
                                "evil",
                                "file",
                                chat.toString(),
                                "dates",
                                "dmy")));
        return history.client("evil");
    }

    @Test
    public void thePageShowsPartsJobsAndChatsAndRunsNothingOfThem() throws Exception {
        History history = new History(context);
        HistoryClient client = evil(history);
        assertThat(client.syncMessages(SyncRequest.builder().unlimited().build()).status())
                .isEqualTo(SyncStatus.COMPLETE);
        assertThat(
                        history.store()
                                .conversations(
                                        AccountId.of("evil"),
                                        org.backscroll.api.ConversationQuery.FIRST)
                                .items())
                .singleElement()
                .satisfies(chat -> assertThat(chat.name()).contains(EVIL));
        History.await(() -> page().contains("What is complete"));

        assertThat(page())
                .contains("<title>", "Backscroll") // the console's own head
                .contains("<bdi>&lt;script&gt;alert(1)&amp;amp;</bdi>")
                .doesNotContain("<script>alert")
                .contains("<bdi>evil</bdi></th><td><bdi>whatsapp-export</bdi>")
                .contains(context.getProperty("backscroll.data"))
                .contains("<bdi>org.backscroll.strategy-full</bdi>")
                .contains("<td><bdi>FULL</bdi></td>", "<td><bdi>COMPLETE</bdi></td>");

        history.configure(
                "org.backscroll.engine",
                Map.of("strategies.use", new String[] {"FULL=org.backscroll.strategy-full"}));
        assertThat(page()).contains("<td><bdi>pinned</bdi></td>");
        history.bundle("org.backscroll.strategy-full").stop();
        assertThat(page()).contains("<bdi>FULL</bdi></th><td><bdi>none is installed</bdi>");
        history.bundle("org.backscroll.storage-sqlite").stop();
        assertThat(page()).contains("No store is open");
    }

    @Test
    public void nobodyReadsItWithoutThePasswordAndNobodyChangesAnything() throws Exception {
        History.await(() -> page().contains("What is complete"));

        assertThat(ask("GET", "warden:wrong").statusCode()).isEqualTo(401);
        assertThat(ask("POST", "warden:a secret").statusCode()).isEqualTo(405);
    }
}
