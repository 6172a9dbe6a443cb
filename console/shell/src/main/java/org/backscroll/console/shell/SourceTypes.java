package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.backscroll.api.source.HistorySource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Learns from metatype which kinds of sources are installed and what they can be told. */
final class SourceTypes {
    private SourceTypes() {}

    /** The kinds installed, by name. */
    static List<SourceType> installed(MetaTypeService metatype, BundleContext context) {
        List<SourceType> types = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
            String[] pids = information == null ? null : information.getFactoryPids();
            for (String pid : pids == null ? new String[0] : pids) {
                if (pid.startsWith(HistorySource.FACTORY_PID_PREFIX)) {
                    types.add(
                            new SourceType(
                                    pid.substring(HistorySource.FACTORY_PID_PREFIX.length()),
                                    settings(information.getObjectClassDefinition(pid, null))));
                }
            }
        }
        types.sort(Comparator.comparing(SourceType::name));
        return types;
    }

    private static List<Setting> settings(ObjectClassDefinition definition) {
        AttributeDefinition[] required =
                definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED);
        AttributeDefinition[] optional =
                definition.getAttributeDefinitions(ObjectClassDefinition.OPTIONAL);
        List<Setting> settings = new ArrayList<>();
        for (AttributeDefinition attribute : orNone(required)) {
            // With a default it need not be given, whatever it is called.
            add(settings, attribute, attribute.getDefaultValue() == null);
        }
        for (AttributeDefinition attribute : orNone(optional)) {
            add(settings, attribute, false);
        }
        return List.copyOf(settings);
    }

    private static AttributeDefinition[] orNone(AttributeDefinition[] attributes) {
        return attributes == null ? new AttributeDefinition[0] : attributes;
    }

    private static void add(
            List<Setting> settings, AttributeDefinition attribute, boolean required) {
        String id = attribute.getID();
        // What we write ourselves, and what configures the component, is nobody's setting.
        if (id.startsWith("backscroll.") || id.toLowerCase(Locale.ROOT).endsWith(".target")) {
            return;
        }
        String[] options = attribute.getOptionValues();
        settings.add(
                new Setting(
                        id,
                        attribute.getDescription() == null ? "" : attribute.getDescription(),
                        attribute.getType(),
                        attribute.getCardinality(),
                        required,
                        options == null ? List.of() : Arrays.asList(options),
                        attribute::validate));
    }
}
