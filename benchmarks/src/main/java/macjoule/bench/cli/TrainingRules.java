package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import macjoule.model.training.Checkpointing;
import macjoule.model.training.TrainingOptions;

/** By which rules an iteration runs, as told beside every result. */
final class TrainingRules {
    private TrainingRules() {}

    /** What every result rests on, and then what departs from the thesis. */
    static String text(TrainingOptions options) {
        TrainingOptions thesis = TrainingOptions.THESIS;
        List<String> rules = new ArrayList<>();
        rules.add(options.opsPerMac() + " op per MAC");
        if (options.mode() == TrainingOptions.Mode.INFERENCE) {
            rules.add("inference");
        } else {
            rules.add("optimizer " + KebabEnums.id(options.optimizer()));
        }
        rules.add(KebabEnums.id(options.precision()));
        if (!options.checkpointing().equals(thesis.checkpointing())) {
            rules.add("checkpoints " + checkpoints(options.checkpointing()));
        }
        if (options.order() != thesis.order()) {
            rules.add("order " + KebabEnums.id(options.order()));
        }
        if (options.overlap() != thesis.overlap()) {
            rules.add("overlap " + KebabEnums.id(options.overlap()));
        }
        if (!options.variations().isEmpty()) {
            rules.add("varied: "
                    + options.variations().stream().map(KebabEnums::id).collect(Collectors.joining(" ")));
        }
        return String.join(", ", rules);
    }

    static void putInto(ObjectNode json, TrainingOptions options) {
        json.put("mode", KebabEnums.id(options.mode()))
                .put("opsPerMac", options.opsPerMac())
                .put("optimizer", KebabEnums.id(options.optimizer()))
                .put("precision", KebabEnums.id(options.precision()))
                .put("checkpoint", checkpoints(options.checkpointing()))
                .put("order", KebabEnums.id(options.order()))
                .put("overlap", KebabEnums.id(options.overlap()));
        ArrayNode varied = json.putArray("vary");
        options.variations().forEach(variation -> varied.add(KebabEnums.id(variation)));
    }

    /** As they are asked for; none where everything is kept. */
    private static String checkpoints(Checkpointing checkpointing) {
        return switch (checkpointing.choice()) {
            case NOWHERE -> "none";
            case EQUAL -> String.valueOf(checkpointing.segments());
            case SQUARE_ROOT -> "sqrt";
            case LEAST_MEMORY -> "least";
        };
    }
}
