package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.inject.Inject;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A strategy that is dropped into the folder of plug-ins, and taken out, while a sync runs. */
@RunWith(PaxExam.class)
public class HotDeployIT {
    private static final String NAME = "dropped.strategy";

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with(frameworkProperty("felix.fileinstall.poll").value("100"));
    }

    @Test
    public void aJarTakesOverAtTheNextChunkAndGivesBack() throws Exception {
        Path corpus = History.corpus();
        History history = new History(context);
        SyncRequest full = SyncRequest.builder().unlimited().build();
        history.account("calm", corpus).syncMessages(full);
        String expected = history.export("calm");
        history.configure("org.backscroll.engine", Map.of("chunk.size", 50));
        Path jar = Path.of(context.getProperty(Shipped.PLUGINS)).resolve("dropped.jar");
        Path made = jar("1.0.0");

        SyncJob job;
        try (Commits commits = new Commits(context, "rough")) {
            job = history.account("rough", corpus).startSync(full);
            commits.await(20);
            commits.disturb("a jar dropped in");
            Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE);
            History.await(() -> asked() > 0);
            commits.await(20);

            commits.disturb("the jar replaced");
            Files.move(jar("1.1.0"), jar, StandardCopyOption.REPLACE_EXISTING);
            History.await(() -> version().equals("1.1.0"));
            int before = asked();
            History.await(() -> asked() > before);
            commits.await(20);

            commits.disturb("the jar removed");
            Files.delete(jar);
            History.await(() -> version().isEmpty());
            int atLast = asked();
            commits.await(20);
            assertThat(asked()).isEqualTo(atLast);
            assertThat(job.progress().status()).isEqualTo(SyncStatus.RUNNING);
            System.out.println("The longest pause was " + commits.longestPause());
        }
        assertThat(job.result().getValue().status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(history.export("rough").equals(expected)).isTrue();
    }

    private static int asked() {
        return Integer.getInteger(Dropped.ASKED, 0);
    }

    /** Of the bundle that was dropped in; empty if it is gone. */
    private String version() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> NAME.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getVersion().toString())
                .findFirst()
                .orElse("");
    }

    private Path jar(String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, NAME);
        attributes.putValue(Constants.BUNDLE_VERSION, version);
        attributes.putValue(Constants.BUNDLE_ACTIVATOR, Dropped.class.getName());
        attributes.putValue(
                Constants.IMPORT_PACKAGE,
                "org.osgi.framework,org.backscroll.api,org.backscroll.api.strategy");
        Path file = Path.of(context.getProperty("backscroll.data")).resolve("dropped-" + version);
        String entry = Dropped.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(Dropped.class.getClassLoader().getResourceAsStream(entry).readAllBytes());
            jar.closeEntry();
        }
        return file;
    }
}
