package org.backscroll.source.xmpp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.prosody.Prosody;
import org.backscroll.prosody.RawClient;

/**
 * How fast an archive is read: by a bare socket that only looks for the end of each page, by the
 * source, and by the whole program into its store. Each round runs all three, so that they meet the
 * same machine. A command for a person ({@code bench/xmpp}), never a test.
 */
final class ArchiveBench {
    private static final int PAGE = 250;

    /** Rounds before those that count: Java compiles while it runs. */
    private static final int WARMING = 20;

    private static final Pattern LAST = Pattern.compile("<last>([^<]*)</last>");
    private static final Pattern ELAPSED = Pattern.compile("\"elapsed_ms\":(\\d+)");

    private final Prosody server;
    private final int messages;

    private ArchiveBench(Prosody server, int messages) {
        this.server = server;
        this.messages = messages;
    }

    /** Takes the program to run, how many messages, and how many rounds. */
    public static void main(String... words) throws Exception {
        if (words.length != 3 && words.length != 4) {
            throw new IllegalArgumentException(
                    "usage: ArchiveBench PROGRAM MESSAGES ROUNDS [source]");
        }
        int messages = Integer.parseInt(words[1]);
        try (Prosody server = Prosody.start("alice", "bob")) {
            try (RawClient bob = new RawClient(server.port(), "bob")) {
                for (int i = 0; i < messages; i++) {
                    bob.send(
                            "<message to='alice@localhost' type='chat' id='m%d'><body>message number %d, of about the usual length</body></message>"
                                    .formatted(i, i));
                }
                bob.settle();
            }
            new ArchiveBench(server, messages)
                    .run(Path.of(words[0]), Integer.parseInt(words[2]), words.length == 3);
        }
    }

    private interface Reading {
        /** Reads all; the nanoseconds it took. */
        long nanos() throws Exception;
    }

    private void run(Path program, int rounds, boolean all) throws Exception {
        List<String> names = List.of("bare socket", "source", "engine and store");
        List<Reading> readings = List.of(this::bare, this::source, () -> whole(program));
        long[][] took = new long[all ? 3 : 2][rounds];
        for (int round = -WARMING; round < rounds; round++) {
            for (int turn = 0; turn < took.length; turn++) {
                // Each round begins with another one.
                int i = Math.floorMod(round + turn, took.length);
                if (round >= 0 || i < 2) {
                    long nanos = readings.get(i).nanos();
                    if (round >= 0) {
                        took[i][round] = nanos;
                    }
                }
            }
        }
        System.out.printf(
                "%d messages, page %d, medians of %d rounds, shares of the bare socket round by round;"
                        + " Java %s, %d processors%n",
                messages,
                PAGE,
                rounds,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < took.length; i++) {
            double[] ofBare = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ofBare[round] = 100.0 * took[0][round] / took[i][round];
            }
            System.out.printf(
                    "%-18s %7.0f messages/s %5.0f %%   (%.0f to %.0f)%n",
                    names.get(i),
                    messages * 1e9 / median(Arrays.stream(took[i]).asDoubleStream().toArray()),
                    median(ofBare),
                    messages * 1e9 / Arrays.stream(took[i]).max().orElseThrow(),
                    messages * 1e9 / Arrays.stream(took[i]).min().orElseThrow());
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
    }

    private long bare() throws IOException {
        try (RawClient client = new RawClient(server.port(), "alice")) {
            long begin = System.nanoTime();
            String after = "";
            int read = 0;
            while (true) {
                client.send(
                        "<iq type='set' id='p'><query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><max>"
                                + PAGE
                                + "</max>"
                                + after
                                + "</set></query></iq>");
                String page = client.until("</iq>");
                read += page.split("<result ", -1).length - 1;
                Matcher last = LAST.matcher(page);
                if (page.contains("complete='true'") || !last.find()) {
                    break;
                }
                after = "<after>" + last.group(1) + "</after>";
            }
            return counted(begin, read);
        }
    }

    private long source() throws Exception {
        XmppSource source = Servers.source(Servers.config(server, "alice"));
        source.probe();
        long begin = System.nanoTime();
        int read = 0;
        try (HistoryReader reader =
                source.open(
                        HistoryQuery.builder(source.lanes().get(0)).build(), Optional.empty())) {
            HistoryChunk chunk;
            do {
                chunk = (HistoryChunk) reader.next(1000);
                read += chunk.messages();
            } while (chunk.end() == End.MORE);
        }
        long nanos = counted(begin, read);
        source.close();
        return nanos;
    }

    private long counted(long begin, int read) {
        if (read != messages) {
            throw new IllegalStateException("read " + read + " of " + messages + " messages");
        }
        return System.nanoTime() - begin;
    }

    /** As the program itself says it took, signing in included and starting not. */
    private long whole(Path program) throws Exception {
        Path data = Files.createTempDirectory("backscroll-bench");
        try {
            command(
                    program,
                    data,
                    "source",
                    "add",
                    "xmpp",
                    "alice",
                    "jid=alice@localhost",
                    "password=" + Prosody.PASSWORD,
                    "host=127.0.0.1",
                    "port=" + server.port(),
                    "plain=true");
            String result = command(program, data, "--json", "sync", "--type", "FULL");
            Matcher elapsed = ELAPSED.matcher(result.replace(" ", ""));
            if (!elapsed.find()) {
                throw new IOException("the program answered: " + result);
            }
            return Long.parseLong(elapsed.group(1)) * 1_000_000;
        } finally {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String command(Path program, Path data, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("BACKSCROLL_DATA", data.toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }
}
