package org.backscroll.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Which bundles jars are, by their manifests. Each is read once, and again when it has changed. */
final class PluginJars {
    private final Map<Path, Read> known = new ConcurrentHashMap<>();

    private record Read(String stamp, Optional<Identity> identity, String problem) {}

    /** Changes when the file does. Empty when there is none. */
    static String stamp(Path jar) {
        try {
            BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
            return file.size() + " " + file.lastModifiedTime() + " " + file.fileKey();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * @throws BundleException when File Install could not install it, with a message that says why
     */
    Identity identity(Path jar) throws BundleException {
        String stamp = stamp(jar);
        Read read = known.get(jar);
        if (read == null || !read.stamp().equals(stamp)) {
            read = read(jar, stamp);
            known.put(jar, read);
        }
        String problem = read.problem();
        return read.identity().orElseThrow(() -> new BundleException(problem));
    }

    private static Read read(Path jar, String stamp) {
        try (JarFile whole = new JarFile(jar.toFile());
                JarInputStream inOrder = new JarInputStream(Files.newInputStream(jar))) {
            Attributes manifest =
                    whole.getManifest() == null
                            ? new Attributes()
                            : whole.getManifest().getMainAttributes();
            String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                return unusable(
                        stamp, "it is no OSGi bundle, its manifest has no Bundle-SymbolicName");
            }
            if (inOrder.getManifest() == null) {
                return unusable(
                        stamp, "its manifest is not its first entry; make it anew with jar or bnd");
            }
            Version version = Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION));
            Identity identity = new Identity(name.split(";")[0].strip(), version);
            return new Read(stamp, Optional.of(identity), "");
        } catch (IOException e) {
            return unusable(stamp, "it is no jar, or not all of it is there; copy it again");
        } catch (IllegalArgumentException e) {
            return unusable(stamp, "its Bundle-Version is none: " + e.getMessage());
        }
    }

    private static Read unusable(String stamp, String problem) {
        return new Read(stamp, Optional.empty(), problem);
    }
}
