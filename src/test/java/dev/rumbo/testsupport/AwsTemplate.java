package dev.rumbo.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.aws.AwsClients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/** What {@code infra} makes of AWS in production: its stream and tables, what the application is told, and what it may do. */
public final class AwsTemplate {

    private static final Path TEMPLATE = Path.of("infra", "templates", "production.json");

    /** A policy knows no transactions, only what they consist of, and some calls by another name. */
    private static final Map<String, List<String>> PARTS = Map.of(
            "TransactWriteItems", List.of("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
            "TransactGetItems", List.of("GetItem"),
            "ListObjectsV2", List.of("ListBucket"));

    private final Map<String, JsonNode> resources = new HashMap<>();
    private final JsonNode parameters;

    public AwsTemplate() throws IOException {
        JsonNode template = new ObjectMapper().readTree(TEMPLATE.toFile());
        parameters = template.get("Parameters");
        template.get("Resources")
                .fields()
                .forEachRemaining(resource -> resources.put(resource.getKey(), resource.getValue()));
    }

    /** Makes the stream, with one shard, and the tables as the template describes them. */
    public void create(AwsClients clients) {
        for (JsonNode stream : ofType("AWS::Kinesis::Stream")) {
            String name = stream.get("Name").asText();
            clients.kinesis()
                    .createStream(request -> request.streamName(name).shardCount(1))
                    .join();
            clients.kinesis()
                    .waiter()
                    .waitUntilStreamExists(request -> request.streamName(name))
                    .join();
        }
        for (JsonNode table : ofType("AWS::DynamoDB::Table")) {
            create(clients.dynamoDb(), table);
        }
    }

    private static void create(DynamoDbClient client, JsonNode table) {
        String name = table.get("TableName").asText();
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name)
                .billingMode(table.get("BillingMode").asText())
                .keySchema(keys(table))
                .attributeDefinitions(stream(table.get("AttributeDefinitions"))
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute.get("AttributeName").asText())
                                .attributeType(attribute.get("AttributeType").asText())
                                .build())
                        .toList());
        if (table.has("GlobalSecondaryIndexes")) {
            request.globalSecondaryIndexes(stream(table.get("GlobalSecondaryIndexes"))
                    .map(index -> GlobalSecondaryIndex.builder()
                            .indexName(index.get("IndexName").asText())
                            .keySchema(keys(index))
                            .projection(Projection.builder()
                                    .projectionType(index.get("Projection")
                                            .get("ProjectionType")
                                            .asText())
                                    .build())
                            .build())
                    .toList());
        }
        client.createTable(request.build());
        client.waiter().waitUntilTableExists(described -> described.tableName(name));
        JsonNode expiry = table.path("TimeToLiveSpecification");
        if (expiry.path("Enabled").asBoolean()) {
            client.updateTimeToLive(change -> change.tableName(name)
                    .timeToLiveSpecification(time -> time.enabled(true)
                            .attributeName(expiry.get("AttributeName").asText())));
        }
    }

    private static List<KeySchemaElement> keys(JsonNode of) {
        return stream(of.get("KeySchema"))
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.get("AttributeName").asText())
                        .keyType(key.get("KeyType").asText())
                        .build())
                .toList();
    }

    /** The container's variables, but for those that have to be given when the stack is made. */
    public Map<String, String> environment() {
        Map<String, String> told = new HashMap<>();
        JsonNode container = ofType("AWS::ECS::TaskDefinition")
                .get(0)
                .get("ContainerDefinitions")
                .get(0);
        for (JsonNode variable : container.get("Environment")) {
            nameOf(variable.get("Value"))
                    .ifPresent(value -> told.put(variable.get("Name").asText(), value));
        }
        return told;
    }

    /**
     * Calls that were made and that the task's role does not allow: {@code Operation} of Kinesis, {@code Operation table} of
     * DynamoDB, {@code Operation} of S3.
     *
     * @param metrics as the application shows them
     */
    public Set<String> refused(String metrics) {
        Map<String, Set<String>> allowed = allowed();
        Set<String> refused = new TreeSet<>();
        for (String line : metrics.lines().toList()) {
            if (line.startsWith("rumbo_dynamodb_units_total{")) {
                String operation = label(line, "operation");
                String table = label(line, "table");
                if (!allows(allowed.getOrDefault(table, Set.of()), "dynamodb:", operation)) {
                    refused.add(operation + " " + table);
                }
            } else if (line.startsWith("rumbo_aws_calls_total{")) {
                String operation = label(line, "operation");
                String service = label(line, "service").toLowerCase(Locale.ROOT);
                Set<String> anywhere =
                        allowed.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
                if (!allows(anywhere, service + ":", operation)) {
                    refused.add(operation);
                }
            }
        }
        return refused;
    }

    private static boolean allows(Set<String> actions, String service, String operation) {
        return PARTS.getOrDefault(operation, List.of(operation)).stream()
                .allMatch(action -> actions.contains(service + action));
    }

    private static String label(String line, String name) {
        int start = line.indexOf(name + "=\"") + name.length() + 2;
        return line.substring(start, line.indexOf('"', start));
    }

    /** Actions of the task's role by what they may be done to. */
    private Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new HashMap<>();
        resources.forEach((id, resource) -> {
            if (resource.get("Type").asText().equals("AWS::IAM::Policy") && id.contains("TaskRole")) {
                for (JsonNode statement :
                        resource.get("Properties").get("PolicyDocument").get("Statement")) {
                    Set<String> actions =
                            each(statement.get("Action")).map(JsonNode::asText).collect(Collectors.toSet());
                    each(statement.get("Resource"))
                            .flatMap(arn -> nameOf(arn).stream())
                            .forEach(name -> allowed.computeIfAbsent(name, key -> new TreeSet<>())
                                    .addAll(actions));
                }
            }
        });
        return allowed;
    }

    private static Stream<JsonNode> each(JsonNode oneOrSeveral) {
        return oneOrSeveral.isArray() ? stream(oneOrSeveral) : Stream.of(oneOrSeveral);
    }

    /** A text, the default of a parameter, or the name of the stream or table that is meant. */
    private Optional<String> nameOf(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(value.asText());
        }
        if (value.has("Fn::Join")) {
            String joined = stream(value.get("Fn::Join").get(1))
                    .map(part -> nameOf(part).orElse(""))
                    .collect(Collectors.joining());
            return Optional.of(joined.replaceFirst(".*:table/", ""));
        }
        String id = value.has("Ref")
                ? value.get("Ref").asText()
                : value.path("Fn::GetAtt").path(0).asText();
        if (parameters.path(id).has("Default")) {
            return Optional.of(parameters.get(id).get("Default").asText());
        }
        JsonNode resource = resources.get(id);
        if (resource != null && resource.get("Type").asText().equals("AWS::S3::Bucket")) {
            // AWS makes the name up.
            return Optional.of(id.toLowerCase(Locale.ROOT));
        }
        return Optional.ofNullable(resource)
                .map(described -> described.get("Properties"))
                .map(properties -> properties.has("TableName") ? properties.get("TableName") : properties.get("Name"))
                .map(JsonNode::asText);
    }

    private List<JsonNode> ofType(String type) {
        return resources.values().stream()
                .filter(resource -> resource.get("Type").asText().equals(type))
                .map(resource -> resource.get("Properties"))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
