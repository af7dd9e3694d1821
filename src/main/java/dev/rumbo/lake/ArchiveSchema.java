package dev.rumbo.lake;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of the archive, read off {@link ArchivedPosition}. */
public final class ArchiveSchema {

    /** The partition's column, a UTC day such as {@code 2026-03-11}; part of a file's path and not of its rows. */
    public static final String PARTITION = "day";

    /** In the order of the record. */
    public static final List<Column> COLUMNS = Arrays.stream(ArchivedPosition.class.getRecordComponents())
            .map(Column::new)
            .toList();

    private static final Constructor<ArchivedPosition> CONSTRUCTOR = constructor();

    private ArchiveSchema() {}

    /** A component of the record as a column. */
    public static final class Column {

        private final RecordComponent component;
        private final String name;

        private Column(RecordComponent component) {
            this.component = component;
            this.name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }

        /** As in the record, in lower case with underscores: Glue and Athena know no capitals. */
        public String name() {
            return name;
        }

        /** Whether every row has a value. */
        public boolean isRequired() {
            return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }

        /** {@code string}, {@code int} or {@code bigint}: the type's name in Glue, Hive and Athena. */
        public String type() {
            Class<?> type = component.getType();
            if (type == String.class) {
                return "string";
            }
            if (type == int.class || type == Integer.class) {
                return "int";
            }
            if (type == long.class || type == Long.class) {
                return "bigint";
            }
            throw new IllegalStateException("no column for " + component);
        }

        /** The row's value; null where it has none. */
        public @Nullable Object of(ArchivedPosition row) {
            try {
                return component.getAccessor().invoke(row);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** The row's values by column; those that are missing left out, as in JSON. */
    public static Map<String, Object> values(ArchivedPosition row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Column column : COLUMNS) {
            Object value = column.of(row);
            if (value != null) {
                values.put(column.name(), value);
            }
        }
        return values;
    }

    /** @param values in the order of the columns */
    static ArchivedPosition row(@Nullable Object[] values) {
        try {
            return CONSTRUCTOR.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The partition that a position belongs to. */
    public static LocalDate day(long timeMillis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(timeMillis), ZoneOffset.UTC);
    }

    private static Constructor<ArchivedPosition> constructor() {
        try {
            return ArchivedPosition.class.getDeclaredConstructor(
                    Arrays.stream(ArchivedPosition.class.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
