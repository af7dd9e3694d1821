package dev.rumbo.traces;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of every line what has the form of a token. Rumbo logs none; what a library says of an address that it could not
 * read is not Rumbo's to decide. The link by which the first administrator is made is meant to be read in the log.
 */
@LoggingFilter(name = "secrets")
public final class SecretFilter implements Filter {

    /** 32 bytes in base64url, and nothing of the kind beside them. */
    private static final Pattern SECRET = Pattern.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

    private static final ExtFormatter TEXT = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord line) {
            return formatMessage(line);
        }
    };

    private static final String LEFT_OUT = "***";
    private static final String FIRST_RUN = "dev.rumbo.security.FirstRun";
    private static final int DEEPEST = 10;

    @Override
    public boolean isLoggable(LogRecord line) {
        if (FIRST_RUN.equals(line.getLoggerName())) {
            return true;
        }
        String message = TEXT.format(line);
        if (SECRET.matcher(message).find()) {
            if (line instanceof ExtLogRecord known) {
                known.setMessage(without(message), ExtLogRecord.FormatStyle.NO_FORMAT);
            } else {
                line.setMessage(without(message));
                line.setParameters(null);
            }
        }
        Throwable thrown = line.getThrown();
        if (tells(thrown, 0)) {
            line.setThrown(Told.of(thrown, 0));
        }
        return true;
    }

    private static String without(String text) {
        return SECRET.matcher(text).replaceAll(LEFT_OUT);
    }

    private static boolean tells(@Nullable Throwable thrown, int depth) {
        return thrown != null
                && depth < DEEPEST
                && ((thrown.getMessage() != null
                                && SECRET.matcher(thrown.getMessage()).find())
                        || tells(thrown.getCause(), depth + 1)
                        || Arrays.stream(thrown.getSuppressed()).anyMatch(besides -> tells(besides, depth + 1)));
    }

    /** The same without the secret. */
    private static final class Told extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Told(String text, @Nullable Throwable cause) {
            super(text, cause, true, true);
        }

        static @Nullable Throwable of(@Nullable Throwable thrown, int depth) {
            if (thrown == null || depth == DEEPEST) {
                return null;
            }
            Told told = new Told(without(thrown.toString()), of(thrown.getCause(), depth + 1));
            told.setStackTrace(thrown.getStackTrace());
            for (Throwable besides : thrown.getSuppressed()) {
                Throwable toldBesides = of(besides, depth + 1);
                if (toldBesides != null) {
                    told.addSuppressed(toldBesides);
                }
            }
            return told;
        }
    }
}
