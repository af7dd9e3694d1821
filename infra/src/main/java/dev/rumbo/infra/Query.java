package dev.rumbo.infra;

import dev.rumbo.lake.ArchiveSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.athena.CfnWorkGroup.EncryptionConfigurationProperty;
import software.amazon.awscdk.services.athena.CfnWorkGroup.ResultConfigurationProperty;
import software.amazon.awscdk.services.athena.CfnWorkGroup.WorkGroupConfigurationProperty;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnDatabase.DatabaseInputProperty;
import software.amazon.awscdk.services.glue.CfnTable;
import software.amazon.awscdk.services.glue.CfnTable.ColumnProperty;
import software.amazon.awscdk.services.glue.CfnTable.SerdeInfoProperty;
import software.amazon.awscdk.services.glue.CfnTable.StorageDescriptorProperty;
import software.amazon.awscdk.services.glue.CfnTable.TableInputProperty;
import software.constructs.Construct;

/**
 * What the files are to who asks: a table in Glue whose columns are those of the archive's one record, and a workgroup of Athena. Which
 * folders there are is worked out from the day, so that nobody has to register them.
 */
final class Query extends Construct {

    static final String TABLE = "positions";

    /** The UTC day on which Firehose took what is in a folder. */
    static final String PARTITION = "received_day";

    /** Before which there is no archive of any installation. */
    private static final String FIRST_DAY = "2026-01-01";

    private static final long MOST_BYTES_A_QUERY = 100_000_000_000L;

    private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";

    final String database;
    final CfnWorkGroup workGroup;

    Query(Construct scope, Environment environment, Lake lake) {
        super(scope, "Query");
        database = "rumbo_" + environment.name();
        String folder = "s3://" + lake.bucket.getBucketName() + "/" + Lake.POSITIONS;
        CfnDatabase made = CfnDatabase.Builder.create(this, "Database")
                .catalogId(Aws.ACCOUNT_ID)
                .databaseInput(DatabaseInputProperty.builder()
                        .name(database)
                        .description("The archive of Rumbo, " + environment.name())
                        .build())
                .build();
        CfnTable table = CfnTable.Builder.create(this, "Positions")
                .catalogId(Aws.ACCOUNT_ID)
                .databaseName(database)
                .tableInput(TableInputProperty.builder()
                        .name(TABLE)
                        .tableType("EXTERNAL_TABLE")
                        .parameters(projection(folder))
                        .partitionKeys(List.of(column(PARTITION, "string")))
                        .storageDescriptor(StorageDescriptorProperty.builder()
                                .columns(ArchiveSchema.COLUMNS.stream()
                                        .map(column -> column(column.name(), column.type()))
                                        .toList())
                                .location(folder)
                                .inputFormat(PARQUET + "MapredParquetInputFormat")
                                .outputFormat(PARQUET + "MapredParquetOutputFormat")
                                .serdeInfo(SerdeInfoProperty.builder()
                                        .serializationLibrary(PARQUET + "serde.ParquetHiveSerDe")
                                        .build())
                                .build())
                        .build())
                .build();
        table.getNode().addDependency(made);
        workGroup = workGroup(environment, lake);
        CfnNamedQuery example = CfnNamedQuery.Builder.create(this, "Day")
                .name("The positions of a device on a day")
                .description("Each once, however late it came: up to a week after the day")
                .database(database)
                .workGroup(workGroup.getName())
                .queryString("""
                        SELECT DISTINCT from_unixtime(time_millis / 1000.0) AS time, latitude_e7 / 1e7 AS latitude,
                               longitude_e7 / 1e7 AS longitude, speed_centimeters_per_second * 0.036 AS kilometers_per_hour
                        FROM positions
                        WHERE received_day BETWEEN '2026-11-02' AND '2026-11-09'
                          AND device_id = 'the id of the device'
                          AND time_millis >= to_unixtime(TIMESTAMP '2026-11-02 00:00 UTC') * 1000
                          AND time_millis < to_unixtime(TIMESTAMP '2026-11-03 00:00 UTC') * 1000
                        ORDER BY time
                        """)
                .build();
        example.getNode().addDependency(workGroup, table);
    }

    /** Sorted, so that the template is the same each time. */
    private static Map<String, String> projection(String folder) {
        String of = "projection." + PARTITION + ".";
        return new TreeMap<>(Map.of(
                "classification",
                "parquet",
                "projection.enabled",
                "true",
                of + "type",
                "date",
                of + "format",
                "yyyy-MM-dd",
                of + "range",
                FIRST_DAY + ",NOW",
                of + "interval",
                "1",
                of + "interval.unit",
                "DAYS",
                "storage.location.template",
                folder + PARTITION + "=${" + PARTITION + "}/"));
    }

    private static ColumnProperty column(String name, String type) {
        return ColumnProperty.builder().name(name).type(type).build();
    }

    private CfnWorkGroup workGroup(Environment environment, Lake lake) {
        return CfnWorkGroup.Builder.create(this, "WorkGroup")
                .name("rumbo-" + environment.name())
                .description("Questions to the archive")
                .recursiveDeleteOption(true)
                .workGroupConfiguration(WorkGroupConfigurationProperty.builder()
                        .enforceWorkGroupConfiguration(true)
                        .publishCloudWatchMetricsEnabled(true)
                        // Half a dollar.
                        .bytesScannedCutoffPerQuery(MOST_BYTES_A_QUERY)
                        .resultConfiguration(ResultConfigurationProperty.builder()
                                .outputLocation("s3://" + lake.bucket.getBucketName() + "/" + Lake.RESULTS)
                                .expectedBucketOwner(Aws.ACCOUNT_ID)
                                .encryptionConfiguration(EncryptionConfigurationProperty.builder()
                                        .encryptionOption("SSE_S3")
                                        .build())
                                .build())
                        .build())
                .build();
    }

    /** Of the table and of what it is part of, which Glue asks for as well. */
    List<String> arns() {
        String glue = "arn:" + Aws.PARTITION + ":glue:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":";
        return List.of(glue + "catalog", glue + "database/" + database, glue + "table/" + database + "/" + TABLE);
    }
}
