package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The guide to operation, against the metatype of the bundles that ship. */
class OperationsGuideIT {
    /** They are told in the sources' own pages, and by {@code source add}. */
    private static final String SOURCES = "org.backscroll.source.";

    @Test
    void everySettingStandsInTheGuide() throws Exception {
        String guide =
                Files.readString(
                        Path.of(System.getProperty("backscroll.root"), "docs/operations.md"));
        List<String> missing = new ArrayList<>();
        int settings = 0;
        for (Document metatype : metatypes()) {
            String pid = pid(metatype);
            if (pid.startsWith(SOURCES)) {
                continue;
            }
            NodeList attributes = metatype.getElementsByTagName("AD");
            settings += attributes.getLength();
            for (int i = 0; i < attributes.getLength(); i++) {
                String id = ((Element) attributes.item(i)).getAttribute("id");
                if (!guide.contains("`" + id + "`")) {
                    missing.add(pid + " " + id);
                }
            }
            // Health checks share what begins their PIDs.
            String own = pid.replaceFirst("^org\\.backscroll\\.health", "");
            if (!guide.contains(own + "`")) {
                missing.add(pid);
            }
        }
        assertThat(settings).isGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    private static String pid(Document metatype) {
        Element designate = (Element) metatype.getElementsByTagName("Designate").item(0);
        return designate.hasAttribute("pid")
                ? designate.getAttribute("pid")
                : designate.getAttribute("factoryPid");
    }

    private static List<Document> metatypes() throws Exception {
        List<Document> all = new ArrayList<>();
        for (Path bundle : Distribution.bundles()) {
            try (JarFile jar = new JarFile(bundle.toFile())) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (entry.getName().startsWith("OSGI-INF/metatype/org.backscroll.")) {
                        try (InputStream in = jar.getInputStream(entry)) {
                            all.add(
                                    DocumentBuilderFactory.newInstance()
                                            .newDocumentBuilder()
                                            .parse(in));
                        }
                    }
                }
            }
        }
        return all;
    }
}
