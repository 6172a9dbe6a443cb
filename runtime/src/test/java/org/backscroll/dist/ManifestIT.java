package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** The rules of the house, read from the manifests that ship. */
class ManifestIT {
    private static final int JAVA_17 = 61;

    /** What strategies have in common is copied into each, privately, by way of the build. */
    private static final String COPIED = "org.backscroll.strategy.common";

    @Test
    void theApiImportsNothingOfOursAndNoLibrary() throws Exception {
        Bundle api = ours().get("org.backscroll.api");

        assertThat(api.imports())
                .allMatch(
                        name ->
                                name.startsWith("org.osgi.")
                                        || name.startsWith("java.")
                                        // bnd imports what a bundle exports, so that it can be
                                        // replaced
                                        || api.exports().contains(name));
        assertThat(api.exports())
                .containsExactlyInAnyOrder(
                        "org.backscroll.api",
                        "org.backscroll.api.source",
                        "org.backscroll.api.store",
                        "org.backscroll.api.strategy");
    }

    @Test
    void noBundleImportsFromAnotherImplementation() throws Exception {
        Set<String> shared = new TreeSet<>(ours().get("org.backscroll.api").exports());
        shared.add("org.backscroll.formats");

        for (Bundle bundle : ours().values()) {
            assertThat(bundle.imports())
                    .as(bundle.name())
                    .filteredOn(name -> name.startsWith("org.backscroll."))
                    .filteredOn(name -> !bundle.exports().contains(name))
                    .isSubsetOf(shared);
            assertThat(bundle.requiresBundles()).as(bundle.name()).isFalse();
        }
    }

    @Test
    void noPackageIsInTwoBundles() throws Exception {
        Map<String, String> owners = new TreeMap<>();
        for (Bundle bundle : ours().values()) {
            for (String name : bundle.contents()) {
                if (name.equals(COPIED)) {
                    continue;
                }
                assertThat(owners.putIfAbsent(name, bundle.name()))
                        .as("%s is in %s too", name, bundle.name())
                        .isNull();
            }
        }
    }

    @Test
    void implementationPackagesAreNotExported() throws Exception {
        for (Bundle bundle : ours().values()) {
            if (bundle.name().equals("org.backscroll.api")) {
                continue;
            }
            assertThat(bundle.exports())
                    .as(bundle.name())
                    .isSubsetOf(
                            bundle.name().equals("org.backscroll.formats")
                                    ? Set.of("org.backscroll.formats")
                                    : Set.of());
        }
    }

    @Test
    void everyClassRunsOnJava17() throws Exception {
        for (Bundle bundle : ours().values()) {
            try (JarFile jar = new JarFile(bundle.file().toFile())) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (entry.getName().endsWith(".class")) {
                        assertThat(classVersion(jar, entry))
                                .as("%s in %s", entry.getName(), bundle.name())
                                .isLessThanOrEqualTo(JAVA_17);
                    }
                }
            }
        }
    }

    private static int classVersion(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readInt(); // 0xCAFEBABE
            in.readUnsignedShort(); // minor version
            return in.readUnsignedShort();
        }
    }

    private record Bundle(
            String name,
            Path file,
            List<String> imports,
            List<String> exports,
            boolean requiresBundles,
            Set<String> contents) {}

    private static Map<String, Bundle> ours() throws Exception {
        Map<String, Bundle> bundles = new TreeMap<>();
        for (Path file : Distribution.bundles()) {
            Bundle bundle = read(file);
            if (bundle.name().startsWith("org.backscroll.")) {
                bundles.put(bundle.name(), bundle);
            }
        }
        assertThat(bundles).hasSizeGreaterThanOrEqualTo(11);
        return bundles;
    }

    private static Bundle read(Path file) throws Exception {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String name = header(manifest, Constants.BUNDLE_SYMBOLICNAME).split(";")[0].strip();
            Set<String> contents = new TreeSet<>();
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(entry -> entry.endsWith(".class") && entry.contains("/"))
                    .map(entry -> entry.substring(0, entry.lastIndexOf('/')).replace('/', '.'))
                    .forEach(contents::add);
            return new Bundle(
                    name,
                    file,
                    packages(header(manifest, Constants.IMPORT_PACKAGE)),
                    packages(header(manifest, Constants.EXPORT_PACKAGE)),
                    manifest.getMainAttributes().getValue(Constants.REQUIRE_BUNDLE) != null,
                    contents);
        }
    }

    private static String header(Manifest manifest, String name) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? "" : value;
    }

    /** The package names of a header: its clauses without attributes, which may hold commas. */
    static List<String> packages(String header) {
        List<String> names = new ArrayList<>();
        for (String clause : header.replaceAll("\"[^\"]*\"", "").split(",")) {
            String name = clause.split(";")[0].strip();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
