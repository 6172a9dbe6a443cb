package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a server is looked for. */
class EndpointsTest {
    private static List<String> hosts(String... records) {
        return Endpoints.services(List.of(records)).stream()
                .map(service -> service.host() + ":" + service.port())
                .toList();
    }

    @Test
    void theSmallestPriorityComesFirst() {
        assertThat(hosts("20 0 5222 b.example.", "5 0 5269 a.example.", "30 9 80 c.example"))
                .containsExactly("a.example:5269", "b.example:5222", "c.example:80");
    }

    @Test
    void amongEqualsTheWeightierIsMoreOftenFirst() {
        long first =
                IntStream.range(0, 1000)
                        .filter(
                                i ->
                                        hosts("1 10 1 light.example.", "1 90 1 heavy.example.")
                                                .get(0)
                                                .startsWith("heavy"))
                        .count();

        // 900 on average, with a deviation of 9.5.
        assertThat(first).isBetween(800L, 1000L);
    }

    @Test
    void whatIsNoServiceIsLeftOut() {
        assertThat(hosts("0 0 0 .", "", "1 2 x y", "1 2 5222 a.example.")).hasSize(1);
    }

    @Test
    void aHostThatIsSetIsNotLookedUp() {
        Settings settings =
                Settings.of(
                        new TestConfig()
                                .with("jid", "a@nowhere.invalid")
                                .with("_password", "x")
                                .with("host", "127.0.0.1")
                                .with("port", 15222)
                                .made());

        assertThat(Endpoints.of(settings)).singleElement().hasToString("/127.0.0.1:15222");
    }
}
