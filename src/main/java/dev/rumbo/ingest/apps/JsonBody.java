package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a body, as far as it can be read: where it breaks off, the complete items before the break are there.
 *
 * @param root an object or a list
 * @param problem why it was not read to its end; empty where it was
 */
record JsonBody(JsonNode root, String problem) {

    /** Twenty values for each of twenty thousand positions; more is refused, because a tree of it would not be small. */
    private static final int MOST_VALUES = 400_000;

    private static final int DEEPEST = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Says why a body is not read on. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;

        Stop(String message) {
            super(message, null, false, false);
        }
    }

    /** What is being built, around what is being built inside it. */
    private static final class Open {
        private final @Nullable Open outer;
        private final JsonNode node;
        private final int depth;
        private String name = "";

        Open(@Nullable Open outer, JsonNode node) {
            this.outer = outer;
            this.node = node;
            this.depth = outer == null ? 1 : outer.depth + 1;
        }

        void put(JsonNode value) {
            if (node instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) node).add(value);
            }
        }
    }

    static JsonBody read(byte[] body) {
        Open open = null;
        int values = 0;
        try (JsonParser json = JSON.createParser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (++values > MOST_VALUES) {
                    throw new Stop("the body holds too much; send it in smaller parts");
                }
                if (token.isStructStart()) {
                    open = new Open(open, token == JsonToken.START_OBJECT ? NODES.objectNode() : NODES.arrayNode());
                    if (open.depth > DEEPEST) {
                        throw new Stop("the body is nested too deeply");
                    }
                } else if (open == null) {
                    return new JsonBody(NODES.objectNode(), "the body must be a JSON object or list");
                } else if (token == JsonToken.FIELD_NAME) {
                    open.name = json.currentName();
                } else if (token.isStructEnd()) {
                    if (open.outer == null) {
                        return new JsonBody(open.node, "");
                    }
                    open.outer.put(open.node);
                    open = open.outer;
                } else {
                    open.put(scalar(token, json));
                }
            }
            return broken(open, "the body is not valid JSON");
        } catch (IOException notJson) {
            return broken(open, "the body is not valid JSON");
        } catch (Stop stop) {
            return broken(open, String.valueOf(stop.getMessage()));
        }
    }

    /** Keeps the complete items of lists; drops the item that the break went through, and a body that is a single item. */
    private static JsonBody broken(@Nullable Open innermost, String problem) {
        Open root = innermost;
        for (Open open = innermost; open != null; open = open.outer) {
            if (open.outer != null && open.outer.outer == null && open.node instanceof ArrayNode) {
                open.outer.put(open.node);
            }
            root = open;
        }
        boolean holdsList = root != null && (root.node instanceof ArrayNode || anyList(root.node));
        return new JsonBody(root != null && holdsList ? root.node : NODES.objectNode(), problem);
    }

    private static boolean anyList(JsonNode node) {
        for (JsonNode child : node) {
            if (child instanceof ArrayNode) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode scalar(JsonToken token, JsonParser json) throws IOException {
        return switch (token) {
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            // The digits as they were sent: they are rounded once, later.
            default -> NODES.textNode(json.getText());
        };
    }
}
