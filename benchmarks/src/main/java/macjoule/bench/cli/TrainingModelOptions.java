package macjoule.bench.cli;

import java.util.List;
import macjoule.model.BadInputException;
import macjoule.model.training.Checkpointing;
import macjoule.model.training.Optimizer;
import macjoule.model.training.Overlap;
import macjoule.model.training.Precision;
import macjoule.model.training.TrainingOptions;
import macjoule.model.training.Variation;
import macjoule.model.training.graph.ExecutionOrder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an iteration consists of and by which rules it runs. */
final class TrainingModelOptions {
    @Option(
            names = "--ops-per-mac",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "1 is the thesis' reading; 2 is the physical one, as peak throughputs count a multiply-add twice; default ${DEFAULT-VALUE}.")
    private int opsPerMac = 1;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "none",
            description =
                    "none, sgd, momentum or adam; none ends with the weight gradients, as the thesis does; default ${DEFAULT-VALUE}.")
    private Optimizer optimizer = Optimizer.NONE;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            description = "fp32, fp16, or mixed with 32-bit master weights; default ${DEFAULT-VALUE}.")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--checkpoint",
            paramLabel = "K",
            description = "Recompute instead of keeping: K segments, sqrt, or least for the fewest bytes.")
    private @Nullable String checkpoint;

    @Option(names = "--inference", description = "The forward pass alone.")
    private boolean inference;

    @Option(
            names = "--order",
            paramLabel = "O",
            defaultValue = "depth-first",
            description = "depth-first, first-consumer-last or construction; default ${DEFAULT-VALUE}.")
    private ExecutionOrder order = ExecutionOrder.DEPTH_FIRST;

    @Option(
            names = "--overlap",
            paramLabel = "O",
            defaultValue = "streamed",
            description =
                    "Which transfers overlap the step that waits for them: streamed, all or none; default ${DEFAULT-VALUE}.")
    private Overlap overlap = Overlap.STREAMED;

    @Option(
            names = "--vary",
            split = ",",
            paramLabel = "RULE",
            description =
                    "Depart from a rule to see how much it matters: row-residency, no-prefetch, greedy-streaming, add-reads-inputs,"
                            + " dropout-without-output, gradients-not-stored, gradients-not-read-back, separate-accumulation, input-gradients,"
                            + " free-padding, two-pass-batch-norm, double-pointwise-backward, separate-write-bus.")
    private List<Variation> variations = List.of();

    /** Refuses what has a meaning in training alone. */
    void requireSense(GivenOptions given) {
        if (inference) {
            given.refuseBeside("--inference", "--checkpoint", "--optimizer");
        }
    }

    TrainingOptions options() {
        return TrainingOptions.THESIS
                .withMode(inference ? TrainingOptions.Mode.INFERENCE : TrainingOptions.Mode.TRAINING)
                .withOpsPerMac(opsPerMac)
                .withOptimizer(optimizer)
                .withPrecision(precision)
                .withOrder(order)
                .withOverlap(overlap)
                .withCheckpointing(checkpointing())
                .with(variations.toArray(Variation[]::new));
    }

    private Checkpointing checkpointing() {
        if (checkpoint == null) {
            return Checkpointing.NONE;
        }
        return switch (checkpoint) {
            case "sqrt" -> Checkpointing.SQUARE_ROOT;
            case "least" -> Checkpointing.LEAST_MEMORY;
            default -> Checkpointing.equal(segments(checkpoint));
        };
    }

    private static int segments(String text) {
        if (text.matches("\\d{1,6}")) {
            return Integer.parseInt(text);
        }
        throw new BadInputException(
                "'" + text + "' is no number of segments", "--checkpoint", "give a number, sqrt or least");
    }
}
