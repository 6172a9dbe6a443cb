package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    void theBillOfMaterialsHasEachJarThatShipsAndNoOther() throws Exception {
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
        assertThat(components.keySet()).isEqualTo(jars.keySet());
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
                            .containsExactly(sha256(jars.get(file)));
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

    /** What a jar of ours embedded would be in no list. */
    @Test
    void noJarOfOursEmbedsWhatIsNotOurs() throws Exception {
        for (Path file : Distribution.jarsOfOurs()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                assertThat(jar.stream().map(entry -> entry.getName()))
                        .as("%s", file)
                        .noneMatch(name -> name.endsWith(".jar"))
                        .filteredOn(name -> name.endsWith(".class"))
                        .allMatch(
                                name ->
                                        name.startsWith("org/backscroll/")
                                                || name.equals("module-info.class"));
            }
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
