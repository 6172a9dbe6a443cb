package org.backscroll.source.whatsapp.export;

import java.lang.annotation.Annotation;
import java.util.Map;

/** A configuration as Declarative Services would make it. */
record Settings(Map<String, String> values) implements WhatsAppExportConfig {
    @Override
    public String file() {
        return values.get("file");
    }

    @Override
    public String dir() {
        return values.get("dir");
    }

    @Override
    public String chat() {
        return values.get("chat");
    }

    @Override
    public String me() {
        return values.get("me");
    }

    @Override
    public String zone() {
        return values.get("zone");
    }

    @Override
    public String dates() {
        return values.get("dates");
    }

    @Override
    public long inflated_max_mib() {
        return Long.parseLong(values.getOrDefault("inflated.max.mib", "256"));
    }

    @Override
    public int zip_max_entries() {
        return Integer.parseInt(values.getOrDefault("zip.max.entries", "1000"));
    }

    @Override
    public int record_max_kib() {
        return Integer.parseInt(values.getOrDefault("record.max.kib", "1024"));
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return WhatsAppExportConfig.class;
    }
}
