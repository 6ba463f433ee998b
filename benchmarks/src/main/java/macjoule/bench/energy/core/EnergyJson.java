package macjoule.bench.energy.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** An energy outcome as JSON: joules are null, with a reason beside them, unless they were measured. */
public final class EnergyJson {
    private EnergyJson() {}

    public static ObjectNode of(Energy energy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (energy instanceof Energy.Measured measured) {
            return measured(json, measured);
        }
        if (energy instanceof Energy.Shared shared) {
            json.put("status", "shared").put("reason", shared.reason());
        } else if (energy instanceof Energy.Invalid invalid) {
            json.put("status", "invalid")
                    .put(
                            "cause",
                            invalid.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("reason", invalid.reason());
        } else if (energy instanceof Energy.Unavailable unavailable) {
            json.put("status", "unavailable")
                    .put("reason", unavailable.reason())
                    .put("code", unavailable.code());
        }
        return json.putNull("joules");
    }

    private static ObjectNode measured(ObjectNode json, Energy.Measured measured) {
        json.put("status", "measured")
                .put("joules", measured.joules())
                .put("seconds", measured.seconds())
                .put("comparison", measured.uncertainty().comparison())
                .put("absolute", measured.uncertainty().absolute())
                .put("lastingComparison", measured.uncertainty().lastingComparison())
                .put("lastingAbsolute", measured.uncertainty().lastingAbsolute())
                .put("source", measured.source().id())
                .put("scope", measured.scope().id())
                .put("provenance", measured.provenance().id());
        measured.labels().forEach(json.putArray("labels")::add);
        return json;
    }
}
