package org.backscroll.launcher;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.ToIntFunction;

/** Starts Backscroll: one command, or the shell. */
public final class Main {
    private static final String SERVICE =
            "(&(objectClass=java.util.function.ToIntFunction)(backscroll.main=true))";
    private static final String PROCESSOR =
            "(objectClass=org.apache.felix.service.command.CommandProcessor)";
    private static final String GOGO_COMMAND = "org.apache.felix.gogo.command";
    private static final String GOGO_JLINE = "org.apache.felix.gogo.jline";
    private static final String JLINE = "org.jline";
    private static final long SERVICE_LIMIT_MILLIS = 10_000;

    /** As it was before Gogo put its own, which asks the session, in its place. */
    private static final PrintStream STANDARD_ERROR = System.err;

    private final CommandLine line;
    private LaunchLog log = LaunchLog.none();

    private Main(CommandLine line) {
        this.line = line;
    }

    /** Ends the process with 0 (done), 1 (failed) or 2 (wrong usage). */
    public static void main(String[] arguments) {
        int code = run(List.of(arguments));
        System.out.flush();
        System.err.flush();
        System.exit(code);
    }

    private static int run(List<String> arguments) {
        Main main = null;
        try {
            main = new Main(CommandLine.parse(arguments));
            return main.run();
        } catch (Problem problem) {
            if (main != null && problem.getCause() != null) {
                main.log.write(problem.getMessage(), problem.getCause());
            }
            Complaint.print(problem.getMessage());
            if (problem.exitCode() == Problem.WRONG_USAGE) {
                System.err.println(CommandLine.USAGE);
            }
            return problem.exitCode();
        } catch (InterruptedException e) {
            return Problem.FAILED;
        } catch (Throwable e) {
            LaunchLog log = main == null ? LaunchLog.none() : main.log;
            log.write("unexpected", e);
            String more = log.file().map(file -> "; details in " + file).orElse("");
            Complaint.print("unexpected: " + Complaint.line(e) + more);
            return Problem.FAILED;
        }
    }

    private int run() throws Exception {
        if (line.help()) {
            System.out.print(Texts.usage());
            return 0;
        }
        if (line.version()) {
            System.out.println("backscroll " + Texts.version());
            return 0;
        }
        Home home = Home.find();
        Properties userFile = home.properties();
        DataFolder data =
                DataFolder.locate(line, System.getenv(), System.getProperty("os.name", ""));
        boolean readOnly = new Commands(userFile).onlyReads(line);
        if (readOnly) {
            data.checkReadable();
        } else {
            data.prepare();
            log = LaunchLog.in(data.log());
        }
        configureLogging(home, data, readOnly);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> log.write("unexpected in " + thread.getName(), e));

        ProcessCache cache = ProcessCache.create();
        Runtime.getRuntime().addShutdownHook(new Thread(cache::remove, "remove cache"));
        // Native libraries are unpacked where they are removed again, even after a kill.
        setIfAbsent("org.sqlite.tmpdir", cache.resolve("").toString());
        setIfAbsent("jline.tmpdir", cache.resolve("").toString());
        Map<String, Object> properties =
                new FrameworkProperties(home, data, cache, readOnly).build(userFile, line.json());
        StandardOutput output = StandardOutput.install();
        PrintStream standardOutput = System.out;
        Platform platform = new Platform(properties, output, log);
        // A signal ends the process by its shutdown hooks; the framework goes first, then its
        // cache.
        Thread hook = new Thread(() -> stop(platform, cache), "stop Backscroll");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            platform.start(
                    home,
                    new StartLevels(userFile),
                    List.of(GOGO_COMMAND, GOGO_JLINE, Plugins.FILE_INSTALL));
            new Plugins(platform, home, log).start(!readOnly);
            if (line.interactive()) {
                return shell(platform, standardOutput);
            }
            int code = command(platform);
            if (code == 0 && output.failed()) {
                throw Problem.failed(
                        "standard output cannot be written, so the result is not whole; is the disk full?");
            }
            if (code == 0 && line.isDemo() && !line.json() && onTerminal()) {
                return shell(platform, standardOutput);
            }
            return code;
        } finally {
            platform.close();
        }
    }

    private static void stop(Platform platform, ProcessCache cache) {
        platform.close();
        cache.remove();
    }

    private static void setIfAbsent(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    /** Both logging libraries read system properties; a reader logs to no file. */
    private static void configureLogging(Home home, DataFolder data, boolean readOnly) {
        String file = readOnly ? "logback-reading.xml" : "logback.xml";
        setIfAbsent("logback.configurationFile", home.conf(file).toUri().toString());
        System.setProperty("backscroll.log", data.log().toString());
        // A warning takes the place of a progress bar, which is drawn anew below it.
        System.setProperty(
                "backscroll.line", Boolean.getBoolean("backscroll.tty") ? "\r\u001b[K" : "");
        // The few libraries that log to java.util.logging would reach the terminal otherwise.
        setIfAbsent("java.util.logging.config.file", home.conf("logging.properties").toString());
    }

    private int command(Platform platform) throws Exception {
        Optional<Object> service = platform.service(SERVICE, SERVICE_LIMIT_MILLIS);
        if (service.isEmpty()) {
            throw Problem.failed(
                    "no installed bundle answers commands; is console-shell in bundles/?");
        }
        @SuppressWarnings("unchecked") // the property backscroll.main promises it
        ToIntFunction<List<String>> main = (ToIntFunction<List<String>>) service.get();
        return main.applyAsInt(line.words());
    }

    private int shell(Platform platform, PrintStream standardOutput) throws Exception {
        platform.startBundle(GOGO_COMMAND);
        if (onTerminal()) {
            // JLine looks for its kinds of terminal with the thread's loader, not with its own.
            Thread.currentThread().setContextClassLoader(platform.loaderOf(JLINE));
            platform.startBundle(GOGO_JLINE);
            awaitShell(platform);
            return 0;
        }
        Optional<Object> processor = platform.service(PROCESSOR, SERVICE_LIMIT_MILLIS);
        if (processor.isEmpty()) {
            throw Problem.failed("no shell is installed; is gogo.runtime in bundles/?");
        }
        PipeFilters.register(platform, GOGO_JLINE, processor.get(), log);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new LineShell(processor.get(), standardOutput, STANDARD_ERROR, log).run(lines);
    }

    /**
     * The shell ends with {@code exit}, which stops the framework, or with Ctrl-D, which by itself
     * ends its thread alone: told to stop the framework, gosh would announce it.
     */
    private static void awaitShell(Platform platform) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("Gogo shell")) {
                thread.join();
                return;
            }
        }
        platform.waitForStop();
    }

    /** Whether a person sits at both ends; the script looks, Java 17 to 21 cannot. */
    private static boolean onTerminal() {
        return Boolean.getBoolean("backscroll.terminal");
    }
}
