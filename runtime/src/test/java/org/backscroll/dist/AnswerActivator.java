package org.backscroll.dist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A plug-in that answers every command, so that the launcher's side of the contract is seen. */
public final class AnswerActivator implements BundleActivator {
    private static final List<String> TOLD =
            List.of("backscroll.data", "backscroll.readonly", "backscroll.json", "backscroll.tty");

    @Override
    public void start(BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("backscroll.main", true);
        properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        ToIntFunction<List<String>> answer = words -> answer(context, words);
        context.registerService(ToIntFunction.class, answer, properties);
    }

    private static int answer(BundleContext context, List<String> words) {
        System.out.println(words);
        for (String name : TOLD) {
            System.out.println(name + "=" + context.getProperty(name));
        }
        if (words.contains("throw")) {
            throw new IllegalStateException("first line\nsecond line");
        }
        if (words.contains("wait")) {
            await();
        }
        return words.contains("usage") ? 2 : words.contains("fail") ? 1 : 0;
    }

    private static void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        // Seen by the test: the framework was stopped, not merely ended.
        Path data = Path.of(context.getProperty("backscroll.data"));
        if (Files.isDirectory(data)
                && !Boolean.parseBoolean(context.getProperty("backscroll.readonly"))) {
            Files.writeString(data.resolve("stopped"), "");
        }
    }
}
