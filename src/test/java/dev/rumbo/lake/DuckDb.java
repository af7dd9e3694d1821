package dev.rumbo.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An archive as somebody else reads it: the files that its newest manifest names, by DuckDB. */
public final class DuckDb {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DuckDb() {}

    /**
     * Rows of a query, their values as text with blanks between.
     *
     * @param archive copied from wherever it lies
     * @param sql with {@code archive} for the table
     */
    public static List<String> query(Path archive, String sql) throws IOException, SQLException {
        List<Path> files = files(archive);
        if (files.isEmpty()) {
            return List.of();
        }
        String names = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(","));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW archive AS SELECT * FROM read_parquet([" + names
                    + "], hive_partitioning = true, hive_types_autocast = false)");
            List<String> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(sql.replace("FILES", "[" + names + "]"))) {
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(String.valueOf(found.getString(i)));
                    }
                    rows.add(String.join(" ", row));
                }
            }
            return rows;
        }
    }

    /** Those that count. */
    public static List<Path> files(Path archive) throws IOException {
        Path manifests = archive.resolve("manifest");
        if (!Files.exists(manifests)) {
            return List.of();
        }
        try (var found = Files.list(manifests)) {
            Path newest = found.filter(file -> file.toString().endsWith(".json"))
                    .max(Path::compareTo)
                    .orElse(null);
            List<Path> files = new ArrayList<>();
            if (newest != null) {
                for (JsonNode file : JSON.readTree(newest.toFile()).get("files")) {
                    files.add(archive.resolve("positions")
                            .resolve("day=" + file.get("day").asText())
                            .resolve(file.get("name").asText()));
                }
            }
            return files;
        }
    }
}
