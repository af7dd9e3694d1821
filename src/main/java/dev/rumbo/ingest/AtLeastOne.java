package dev.rumbo.ingest;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a limit of the configuration. Constraints by annotation would cost a fifth of the application's start. */
public class AtLeastOne implements Converter<Long> {

    private static final long serialVersionUID = 1;

    /** @throws IllegalArgumentException where it is no whole number of 1 or more */
    @Override
    public Long convert(String value) {
        long number = Long.parseLong(value.strip());
        if (number < 1) {
            throw new IllegalArgumentException(value + " is not 1 or more");
        }
        return number;
    }
}
