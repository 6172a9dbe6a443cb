package org.backscroll.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The options of a container that holds the distribution's bundles and the test, nothing else. */
final class Shipped {
    /**
     * Logging first, provider behind API: Pax Exam starts a bundle of level 1 as soon as it is
     * installed, and its own, which log, at level 2.
     */
    private static final List<String> LOGGING =
            List.of("asm-9", "asm-", "org.apache.aries", "slf4j-api", "logback-core", "logback-");

    /** Framework property: the folder that File Install watches. */
    static final String PLUGINS = "felix.fileinstall.dir";

    private Shipped() {}

    /**
     * @param more options of one test
     */
    static Option[] with(Option... more) throws IOException {
        return with(jar -> jar, more);
    }

    /**
     * @param swap what comes in the place of a bundle; itself to leave it
     * @param more options of one test
     */
    static Option[] with(UnaryOperator<Path> swap, Option... more) throws IOException {
        Path home = Path.of(System.getProperty("backscroll.dist"));
        Path data = Files.createTempDirectory(home.getParent(), "container-data-");
        List<Option> options = new ArrayList<>();
        try (Stream<Path> jars = Files.list(home.resolve("bundles"))) {
            jars.sorted(Comparator.comparingInt(Shipped::order).thenComparing(jar -> jar))
                    // It takes the terminal on start; the tests of the command line cover it.
                    .filter(jar -> !jar.getFileName().toString().contains("gogo.jline"))
                    .forEach(
                            jar ->
                                    options.add(
                                            bundle(swap.apply(jar).toUri().toString())
                                                    .startLevel(level(jar))));
        }
        options.add(junitBundles());
        // The test's own libraries come from the class path that also runs the container.
        options.add(
                systemPackages("org.assertj.core.api", "org.awaitility", "org.awaitility.core"));
        options.add(frameworkProperty("backscroll.home").value(home.toString()));
        options.add(frameworkProperty("backscroll.data").value(data.toString()));
        options.add(frameworkProperty("backscroll.readonly").value("false"));
        options.add(frameworkProperty("backscroll.json").value("false"));
        options.add(frameworkProperty("backscroll.tty").value("false"));
        options.add(frameworkProperty("backscroll.columns").value("80"));
        options.add(frameworkProperty("backscroll.cwd").value(data.toString()));
        options.add(frameworkProperty("felix.cm.dir").value(data.resolve("config").toString()));
        Path plugins = Files.createDirectories(data.resolve("plugins"));
        options.add(frameworkProperty(PLUGINS).value(plugins.toString()));
        options.add(systemProperty("backscroll.dist").value(home.toString()));
        options.addAll(List.of(more));
        return options.toArray(Option[]::new);
    }

    /** A bundle that does not ship: the jar of this class path that holds a class. */
    static Option holding(String type) {
        String inJar = Shipped.class.getClassLoader().getResource(type).getPath();
        return bundle(inJar.substring(0, inJar.indexOf('!')));
    }

    private static int order(Path jar) {
        for (int i = 0; i < LOGGING.size(); i++) {
            if (jar.getFileName().toString().startsWith(LOGGING.get(i))) {
                return i;
            }
        }
        return LOGGING.size();
    }

    private static int level(Path jar) {
        return order(jar) < LOGGING.size() ? 1 : 3;
    }
}
