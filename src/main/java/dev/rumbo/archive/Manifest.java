package dev.rumbo.archive;

import dev.rumbo.accounts.User;
import dev.rumbo.ingest.files.UnreadableFileException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an archive says of itself, in {@value #NAME}, its last entry. The others are {@value #DEVICES}, {@value #PLACES}, and of the
 * n-th device, from 1, {@code positions/n.csv}, {@code corrections/n.json} and {@code borders/n.json}, left out where there are
 * none.
 *
 * @param format always {@value #FORMAT}
 * @param version raised when an older Rumbo could not read it any more
 * @param product what wrote it
 * @param created when
 * @param settings of the account
 * @param entries every other entry, in its order
 */
record Manifest(
        @Nullable String format,
        int version,
        @Nullable String product,
        @Nullable Instant created,
        @Nullable Settings settings,
        @Nullable List<Entry> entries) {

    static final String NAME = "manifest.json";
    static final String DEVICES = "devices.json";
    static final String PLACES = "places.json";

    static final String FORMAT = "rumbo-archive";
    static final int VERSION = 2;
    private static final int WITHOUT_BORDERS = 1;

    private static final String BORDERS = "borders/";
    private static final int LONGEST_NAME = 200;

    static String positions(int device) {
        return "positions/" + device + ".csv";
    }

    static String corrections(int device) {
        return "corrections/" + device + ".json";
    }

    static String borders(int device) {
        return BORDERS + device + ".json";
    }

    /** The oldest that holds such entries, so that an older Rumbo reads what it can. */
    static int version(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> String.valueOf(entry.name()).startsWith(BORDERS))
                ? VERSION
                : WITHOUT_BORDERS;
    }

    /**
     * How the owner reads.
     *
     * @param timeZone where days begin, an IANA name
     * @param locale a BCP 47 tag, whose extensions say units and clock
     */
    record Settings(
            @Nullable String name,
            @Nullable String timeZone,
            @Nullable String locale) {

        static Settings of(User user) {
            return new Settings(
                    user.name(), user.timeZone().getId(), user.locale().toLanguageTag());
        }

        /**
         * The same user with these settings.
         *
         * @throws UnreadableFileException where one of them is none
         */
        User appliedTo(User user) throws UnreadableFileException {
            if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
                throw wrong("name");
            }
            if (timeZone == null || !ZoneId.getAvailableZoneIds().contains(timeZone)) {
                throw wrong("timeZone");
            }
            if (locale == null || locale.length() > LONGEST_NAME) {
                throw wrong("locale");
            }
            try {
                return new User(
                        user.fleetId(),
                        user.id(),
                        user.email(),
                        name,
                        user.role(),
                        ZoneId.of(timeZone),
                        new Locale.Builder().setLanguageTag(locale).build(),
                        user.passwordHash());
            } catch (IllformedLocaleException noLocale) {
                throw wrong("locale");
            }
        }

        private static UnreadableFileException wrong(String field) {
            return new UnreadableFileException(NAME + ": settings." + field + " is missing or not valid.");
        }
    }

    /**
     * One file of the archive.
     *
     * @param count of devices, positions, corrections or places in it
     * @param sha256 of its bytes, unpacked, in hexadecimal
     */
    record Entry(
            @Nullable String name, long count, @Nullable String sha256) {}
}
