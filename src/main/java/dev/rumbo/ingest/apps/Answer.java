package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the app is told, always 200: what an app cannot mend must not make it try for ever, or delete what it holds.
 *
 * @param json the body
 */
public record Answer(String json) {

    /** What OwnTracks takes for "nothing to tell". */
    static final Answer EMPTY_LIST = new Answer("[]");

    /** For apps that look at the status only, and for people who look at the body. */
    static Answer receipt(Findings findings) {
        return with(object().put("accepted", findings.positions().size()), findings);
    }

    /** The given fields, and what was rejected where anything was. */
    static Answer with(ObjectNode fields, Findings findings) {
        if (!findings.rejected().isEmpty()) {
            var rejected = fields.putArray("rejected");
            for (Findings.Rejected each : findings.rejected()) {
                rejected.addObject().put("index", each.index()).put("reason", each.reason());
            }
        }
        return new Answer(fields.toString());
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
