package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** A real framework over exactly the bundles that ship. */
@RunWith(PaxExam.class)
public class ContainerIT {
    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    @Test
    public void everyBundleThatShipsStarts() {
        assertThat(ours()).hasSizeGreaterThanOrEqualTo(11);
        assertThat(context.getBundles())
                .allSatisfy(
                        bundle ->
                                assertThat(bundle.getState())
                                        .as(bundle.getSymbolicName())
                                        .isEqualTo(
                                                isFragment(bundle)
                                                        ? Bundle.RESOLVED
                                                        : Bundle.ACTIVE));
    }

    @Test
    public void eachOfOursCanBeStoppedAndStartedAlone() throws BundleException {
        for (Bundle bundle : ours()) {
            bundle.stop();
            assertThat(bundle.getState()).as(bundle.getSymbolicName()).isEqualTo(Bundle.RESOLVED);
            bundle.start();
            assertThat(bundle.getState()).as(bundle.getSymbolicName()).isEqualTo(Bundle.ACTIVE);
        }
    }

    private List<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.backscroll."))
                .toList();
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }
}
