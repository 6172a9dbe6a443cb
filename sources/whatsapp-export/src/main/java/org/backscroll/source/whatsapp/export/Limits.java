package org.backscroll.source.whatsapp.export;

/**
 * What a file may ask of memory and time.
 *
 * @param inflated the most bytes a text is inflated to
 * @param entries the most files in a ZIP
 * @param record the most bytes of one message
 */
record Limits(long inflated, int entries, int record) {
    private static final long MIB = 1024 * 1024;

    /**
     * From the configuration; what is absurd is brought into bounds, for activation never fails.
     */
    static Limits of(WhatsAppExportConfig config) {
        long inflated = Math.max(1, Math.min(1024 * 1024, config.inflated_max_mib())) * MIB;
        int record = Math.max(1, Math.min(64 * 1024, config.record_max_kib())) * 1024;
        return new Limits(inflated, Math.max(1, config.zip_max_entries()), record);
    }
}
