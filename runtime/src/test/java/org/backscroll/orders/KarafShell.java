package org.backscroll.orders;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Set;
import javax.security.auth.Subject;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** Types into Karaf's shell; by reflection, since no other container has that. */
final class KarafShell {
    private static final String FACTORY = "org.apache.karaf.shell.api.console.SessionFactory";
    private static final String SESSION = "org.apache.karaf.shell.api.console.Session";
    private static final String ROLE = "org.apache.karaf.jaas.boot.principal.RolePrincipal";
    private static final String REGISTRY = "org.apache.karaf.shell.api.console.Registry";

    private final BundleContext context;

    KarafShell(BundleContext context) {
        this.context = context;
    }

    /** Gives what was printed. */
    String type(List<String> commands) throws Exception {
        Waiting.until("Karaf's shell", () -> context.getServiceReference(FACTORY) != null);
        ServiceReference<?> reference = context.getServiceReference(FACTORY);
        Object factory = context.getService(reference);
        ClassLoader karaf = reference.getBundle().adapt(BundleWiring.class).getClassLoader();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Object session =
                karaf.loadClass(FACTORY)
                        .getMethod(
                                "create", InputStream.class, PrintStream.class, PrintStream.class)
                        .invoke(factory, InputStream.nullInputStream(), out, out);
        Object registry = karaf.loadClass(FACTORY).getMethod("getRegistry").invoke(factory);
        Method known =
                karaf.loadClass(REGISTRY).getMethod("getCommand", String.class, String.class);
        Method execute = karaf.loadClass(SESSION).getMethod("execute", CharSequence.class);
        for (String command : commands) {
            out.println("karaf> " + command);
            String[] name = command.split(" ")[0].split(":");
            // Commands come up one by one, some time after the shell.
            Waiting.until(
                    "the command " + command,
                    () -> known.invoke(registry, name[0], name[1]) != null);
            Object result = asAdmin(karaf, () -> execute.invoke(session, command));
            if (result != null) {
                out.println(result);
            }
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** As Karaf's local console does, once somebody has logged in. */
    @SuppressWarnings("removal") // what comes in its place is not in Java 17
    private static Object asAdmin(ClassLoader karaf, PrivilegedExceptionAction<Object> action)
            throws Exception {
        Principal admin =
                (Principal) karaf.loadClass(ROLE).getConstructor(String.class).newInstance("admin");
        return Subject.doAs(new Subject(true, Set.of(admin), Set.of(), Set.of()), action);
    }
}
