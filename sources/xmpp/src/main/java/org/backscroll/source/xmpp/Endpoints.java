package org.backscroll.source.xmpp;

import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** Where the server of a domain is (RFC 6120, section 3.2). */
final class Endpoints {
    private static final int PORT = 5222;

    record Service(int priority, double rank, String host, int port) {}

    private Endpoints() {}

    /** In the order in which they are to be tried; empty if there is none. */
    static List<InetSocketAddress> of(Settings settings) {
        if (!settings.host().isEmpty()) {
            return addresses(settings.host(), settings.port());
        }
        String domain = IDN.toASCII(settings.jid().server());
        List<InetSocketAddress> found = new ArrayList<>();
        for (Service service : services("_xmpp-client._tcp." + domain)) {
            found.addAll(addresses(service.host(), service.port()));
        }
        return found.isEmpty() ? addresses(domain, PORT) : found;
    }

    private static List<InetSocketAddress> addresses(String host, int port) {
        try {
            List<InetSocketAddress> found = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(host)) {
                found.add(new InetSocketAddress(address, port));
            }
            return found;
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static List<Service> services(String name) {
        List<String> records = new ArrayList<>();
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        try {
            DirContext dns = new InitialDirContext(environment);
            try {
                Attribute found = dns.getAttributes(name, new String[] {"SRV"}).get("SRV");
                NamingEnumeration<?> all = found == null ? null : found.getAll();
                while (all != null && all.hasMore()) {
                    records.add(all.next().toString());
                }
            } finally {
                dns.close();
            }
        } catch (NamingException e) {
            return List.of(); // Then the domain itself is the server.
        }
        return services(records);
    }

    /** By priority, and at random within one by weight (RFC 2782). */
    static List<Service> services(List<String> records) {
        return records.stream()
                .flatMap(record -> service(record).stream())
                .sorted(
                        Comparator.comparingInt(Service::priority)
                                .thenComparingDouble(Service::rank))
                .toList();
    }

    private static Optional<Service> service(String record) {
        String[] parts = record.trim().split("\\s+");
        try {
            String host = parts[3].replaceFirst("\\.$", "");
            double weight = Math.max(0.01, Integer.parseInt(parts[1]));
            double rank = -Math.log(1 - ThreadLocalRandom.current().nextDouble()) / weight;
            return host.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Service(
                                    Integer.parseInt(parts[0]),
                                    rank,
                                    host,
                                    Integer.parseInt(parts[2])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
