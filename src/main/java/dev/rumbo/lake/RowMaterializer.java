package dev.rumbo.lake;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** The archive's columns in Parquet's words. A file may have them in another order, and all of them optional, as Firehose writes them. */
final class RowMaterializer extends RecordMaterializer<ArchivedPosition> {

    static final MessageType SCHEMA = schema();

    private final @Nullable Object[] values = new Object[ArchiveSchema.COLUMNS.size()];
    private final Row row;

    RowMaterializer(MessageType file) {
        row = new Row(file);
    }

    private static MessageType schema() {
        List<Type> types = new ArrayList<>();
        for (ArchiveSchema.Column column : ArchiveSchema.COLUMNS) {
            Type.Repetition repetition = column.isRequired() ? Type.Repetition.REQUIRED : Type.Repetition.OPTIONAL;
            types.add(
                    switch (column.type()) {
                        case "string" ->
                            Types.primitive(BINARY, repetition)
                                    .as(LogicalTypeAnnotation.stringType())
                                    .named(column.name());
                        case "int" -> Types.primitive(INT32, repetition).named(column.name());
                        default -> Types.primitive(INT64, repetition).named(column.name());
                    });
        }
        return new MessageType("position", types);
    }

    static void write(ArchivedPosition row, RecordConsumer out) {
        out.startMessage();
        for (int i = 0; i < ArchiveSchema.COLUMNS.size(); i++) {
            ArchiveSchema.Column column = ArchiveSchema.COLUMNS.get(i);
            Object value = column.of(row);
            if (value != null) {
                out.startField(column.name(), i);
                if (value instanceof String text) {
                    out.addBinary(Binary.fromString(text));
                } else if (value instanceof Integer number) {
                    out.addInteger(number);
                } else {
                    out.addLong((Long) value);
                }
                out.endField(column.name(), i);
            }
        }
        out.endMessage();
    }

    @Override
    public ArchivedPosition getCurrentRecord() {
        return ArchiveSchema.row(values);
    }

    @Override
    public GroupConverter getRootConverter() {
        return row;
    }

    private final class Row extends GroupConverter {

        private final List<Cell> cells;

        Row(MessageType file) {
            List<String> names = ArchiveSchema.COLUMNS.stream()
                    .map(ArchiveSchema.Column::name)
                    .toList();
            cells = file.getFields().stream()
                    .map(field -> new Cell(names.indexOf(field.getName())))
                    .toList();
        }

        @Override
        public Converter getConverter(int field) {
            return cells.get(field);
        }

        @Override
        public void start() {
            Arrays.fill(values, null);
        }

        @Override
        public void end() {}
    }

    private final class Cell extends PrimitiveConverter {

        private final int column;

        /** @param column negative where the archive has none of that name */
        Cell(int column) {
            this.column = column;
        }

        private void set(Object value) {
            if (column >= 0) {
                values[column] = value;
            }
        }

        @Override
        public void addBinary(Binary value) {
            set(value.toStringUsingUTF8());
        }

        @Override
        public void addInt(int value) {
            set(value);
        }

        @Override
        public void addLong(long value) {
            set(value);
        }
    }
}
