package org.backscroll.orders;

import org.osgi.framework.BundleContext;

/**
 * What the test outside tells the {@link Conductor} within, as properties of the framework or of
 * the process.
 *
 * @param report where to tell how it went; the file is there when all is done
 * @param seed what the orders are drawn from
 * @param rounds how many orders
 * @param others symbolic names of the bundles, beside ours, that take part; apart by commas
 * @param begin a file that is there when the conductor may begin
 * @param commands a file of what is to be typed first into the shell of Karaf, a command a line
 */
record Settings(
        String report, long seed, int rounds, String others, String begin, String commands) {
    static final String REPORT = "backscroll.orders.report";
    static final String SEED = "backscroll.orders.seed";
    static final String ROUNDS = "backscroll.orders";
    static final String OTHERS = "backscroll.orders.others";
    static final String BEGIN = "backscroll.orders.begin";
    static final String COMMANDS = "backscroll.orders.commands";

    static Settings of(BundleContext context) {
        return new Settings(
                context.getProperty(REPORT),
                Long.parseLong(context.getProperty(SEED)),
                Integer.parseInt(context.getProperty(ROUNDS)),
                context.getProperty(OTHERS),
                context.getProperty(BEGIN),
                context.getProperty(COMMANDS));
    }
}
