package org.backscroll.source.whatsapp.export;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.HistorySource;

/**
 * What is to be read, and how.
 *
 * @param account whose chats
 * @param path the file, or the folder of files
 * @param folder whether it is a folder
 * @param chat the address of the only chat, if it is set
 * @param me the owner's name in the exports, as it is to be seen, if it is set
 * @param zone of the phone
 * @param dates the order of dates where a file does not tell
 * @param limits what a file may ask for
 */
record Setup(
        AccountId account,
        Path path,
        boolean folder,
        Optional<Jid> chat,
        Optional<String> me,
        ZoneId zone,
        DateOrder dates,
        Limits limits) {

    /**
     * From the configuration. Touches no file.
     *
     * @throws IllegalArgumentException if it cannot be used; the message says what to do
     */
    static Setup of(WhatsAppExportConfig config, Object account) {
        Optional<String> file = text(config.file());
        Optional<String> dir = text(config.dir());
        if (file.isPresent() == dir.isPresent()) {
            throw new IllegalArgumentException(
                    "set one of the two: file=FILE for one exported chat, dir=FOLDER for several");
        }
        if (account == null) {
            throw new IllegalArgumentException(
                    "no account is set; add " + HistorySource.ACCOUNT + "=NAME to the source");
        }
        return new Setup(
                AccountId.of(account.toString()),
                path(file.or(() -> dir).orElseThrow()),
                dir.isPresent(),
                text(config.chat()).map(Jid::of),
                text(config.me()).map(Names::clean),
                text(config.zone()).map(Setup::zone).orElseGet(ZoneId::systemDefault),
                text(config.dates())
                        .map(Setup::dates)
                        .orElseGet(() -> DateOrder.of(Locale.getDefault(Locale.Category.FORMAT))),
                Limits.of(config));
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path: " + e.getReason(), e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone is no time zone; one looks like Europe/Berlin or UTC", e);
        }
    }

    private static DateOrder dates(String text) {
        try {
            return DateOrder.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("dates is one of dmy, mdy, ymd", e);
        }
    }
}
