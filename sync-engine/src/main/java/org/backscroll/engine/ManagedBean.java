package org.backscroll.engine;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the engine's numbers to who looks by JMX. */
final class ManagedBean {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedBean.class);
    private static final String NAME = "org.backscroll:type=SyncEngine";

    private final SyncEngineMXBean numbers;
    private boolean registered;

    ManagedBean(SyncEngineMXBean numbers) {
        this.numbers = numbers;
    }

    void register() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(
                            new StandardMBean(numbers, SyncEngineMXBean.class, true),
                            new ObjectName(NAME));
            registered = true;
        } catch (JMException | SecurityException e) {
            // A second engine in this JVM; its numbers cannot be seen by the same name.
            LOG.debug("The numbers are not shown by JMX", e);
        }
    }

    void unregister() {
        if (registered) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
            } catch (JMException e) {
                LOG.debug("The numbers are still shown by JMX", e);
            }
        }
    }
}
