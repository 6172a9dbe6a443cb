package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the distribution says is in it: the index for resolvers and the bill of materials. */
class CatalogueIT {
    private static final String REPOSITORY = "http://www.osgi.org/xmlns/repository/v1.0.0";

    /** What jars of ours may contain that is not ours: folders of classes, and whose they are. */
    static final Map<String, String> EMBEDDED =
            Map.of("com/fasterxml/aalto/", "aalto-xml", "org/codehaus/stax2/", "stax2-api");

    @Test
    void theIndexHasEachBundleWithItsIdentityItsContentAndWhereItLies() throws Exception {
        List<Path> indexed = new ArrayList<>();
        for (Element resource : resources()) {
            Map<String, String> identity = only(capabilities(resource, "osgi.identity"));
            if (identity.get("type").equals("bnd.synthetic")) {
                continue; // stands for the requirements that a jar of several releases has in one
            }
            Map<String, String> content = only(capabilities(resource, "osgi.content"));
            URI url = URI.create(content.get("url"));
            assertThat(url.isAbsolute() || url.getPath().startsWith("/")).as("%s", url).isFalse();
            Path file = Path.of(Cli.home().toUri().resolve(url));
            indexed.add(file);
            assertThat(content.get("osgi.content")).isEqualToIgnoringCase(sha256(file));
            assertThat(content).containsEntry("size", Long.toString(Files.size(file)));

            assertThat(identity).containsEntry("osgi.identity", Distribution.symbolicName(file));
            assertThat(Version.parseVersion(identity.get("version")))
                    .as("%s", file)
                    .isEqualTo(version(file));
        }
        assertThat(indexed).containsExactlyInAnyOrderElementsOf(Distribution.bundles());
    }

    @Test
    void theBillOfMaterialsHasEachJarThatShipsAndWhatIsInThemAndNoOther() throws Exception {
        JsonNode bill = new ObjectMapper().readTree(Cli.home().resolve("sbom.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.path("specVersion").asText()).matches("1\\.[5-9]");
        assertThat(bill.path("metadata").path("component").path("name").asText())
                .isEqualTo("runtime");

        Map<String, JsonNode> components = new TreeMap<>();
        for (JsonNode component : bill.path("components")) {
            String file =
                    component.path("name").asText() + "-" + component.path("version").asText();
            components.put(file + ".jar", component);
        }
        Map<String, Path> jars = new TreeMap<>();
        for (String folder : List.of("lib", "bundles")) {
            try (Stream<Path> files = Files.list(Cli.home().resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .filter(file -> !file.endsWith("backscroll-launcher.jar"))
                        .forEach(file -> jars.put(file.getFileName().toString(), file));
            }
        }
        Set<String> expected = new TreeSet<>(jars.keySet());
        Set<String> embedded = embedded();
        components.forEach(
                (file, component) -> {
                    if (embedded.contains(component.path("name").asText())) {
                        expected.add(file);
                    }
                });
        assertThat(components.keySet()).isEqualTo(expected);
        assertThat(components.values())
                .extracting(component -> component.path("name").asText())
                .containsAll(embedded);
        components.forEach(
                (file, component) -> {
                    assertThat(component.path("version").asText()).as(file).isNotEmpty();
                    assertThat(component.path("purl").asText())
                            .as(file)
                            .startsWith("pkg:maven/" + component.path("group").asText() + "/");
                    assertThat(licences(component)).as(file).isNotEmpty().doesNotContain("");
                    assertThat(component.path("hashes"))
                            .as(file)
                            .filteredOn(hash -> hash.path("alg").asText().equals("SHA-256"))
                            .extracting(hash -> hash.path("content").asText())
                            .singleElement()
                            .satisfies(
                                    hash -> {
                                        if (jars.containsKey(file)) {
                                            assertThat(hash).isEqualTo(sha256(jars.get(file)));
                                        }
                                    });
                });
    }

    /** Two that tools get wrong: one whose licence has no name of its own, and one with two. */
    @Test
    void theBillOfMaterialsNamesTheLicencesThatAreMeant() throws Exception {
        JsonNode bill = new ObjectMapper().readTree(Cli.home().resolve("sbom.json").toFile());

        for (JsonNode component : bill.path("components")) {
            switch (component.path("name").asText()) {
                case "jline" -> assertThat(licences(component)).containsExactly("BSD-3-Clause");
                case "logback-core" ->
                        assertThat(licences(component)).containsExactly("EPL-2.0", "LGPL-2.1-only");
                default -> {}
            }
        }
    }

    /** What a jar of ours embedded besides would be in no list. */
    @Test
    void noJarOfOursEmbedsWhatIsNotListed() {
        for (Path file : Distribution.jarsOfOurs()) {
            assertThat(entries(file))
                    .as("%s", file)
                    .noneMatch(name -> name.endsWith(".jar"))
                    .filteredOn(name -> name.endsWith(".class"))
                    .allMatch(
                            name ->
                                    name.startsWith("org/backscroll/")
                                            || name.equals("module-info.class")
                                            || EMBEDDED.keySet().stream()
                                                    .anyMatch(name::startsWith));
        }
    }

    /** The components of {@link #EMBEDDED} that are in our jars indeed. */
    private static Set<String> embedded() {
        Set<String> found = new TreeSet<>();
        for (Path file : Distribution.jarsOfOurs()) {
            for (String name : entries(file)) {
                EMBEDDED.forEach(
                        (folder, component) -> {
                            if (name.startsWith(folder)) {
                                found.add(component);
                            }
                        });
            }
        }
        return found;
    }

    private static List<String> entries(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> licences(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode licence : component.path("licenses")) {
            String id = licence.path("license").path("id").asText();
            names.add(id.isEmpty() ? licence.path("license").path("name").asText() : id);
        }
        return names;
    }

    private static List<Element> resources() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root =
                factory.newDocumentBuilder()
                        .parse(Cli.home().resolve("repository.xml").toFile())
                        .getDocumentElement();
        assertThat(root.getLocalName()).isEqualTo("repository");
        return elements(root, "resource");
    }

    /** The attributes of each capability of a namespace. */
    private static List<Map<String, String>> capabilities(Element resource, String namespace) {
        List<Map<String, String>> found = new ArrayList<>();
        for (Element capability : elements(resource, "capability")) {
            if (capability.getAttribute("namespace").equals(namespace)) {
                Map<String, String> attributes = new TreeMap<>();
                for (Element attribute : elements(capability, "attribute")) {
                    attributes.put(attribute.getAttribute("name"), attribute.getAttribute("value"));
                }
                found.add(attributes);
            }
        }
        return found;
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagNameNS(REPOSITORY, name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Map<String, String> only(List<Map<String, String>> one) {
        assertThat(one).hasSize(1);
        return one.get(0);
    }

    private static Version version(Path bundle) throws Exception {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            return Version.parseVersion(
                    jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_VERSION));
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
