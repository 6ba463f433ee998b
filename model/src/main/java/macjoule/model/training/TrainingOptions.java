package macjoule.model.training;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import macjoule.model.BadInputException;
import macjoule.model.training.graph.ExecutionOrder;

/**
 * Everything that defines an iteration besides the network and the hardware. Start from {@link #THESIS}.
 *
 * @param opsPerMac 1 reproduces the thesis; 2 is how peak throughputs count a fused multiply-add
 */
public record TrainingOptions(
        Mode mode,
        int opsPerMac,
        Optimizer optimizer,
        Precision precision,
        ExecutionOrder order,
        Overlap overlap,
        Checkpointing checkpointing,
        Set<Variation> variations) {

    /** What an iteration consists of. */
    public enum Mode {
        TRAINING,
        /** The forward pass alone; the network's outputs are written to memory. */
        INFERENCE
    }

    /** The rules under which the thesis' numbers come out. */
    public static final TrainingOptions THESIS = new TrainingOptions(
            Mode.TRAINING,
            1,
            Optimizer.NONE,
            Precision.FP32,
            ExecutionOrder.DEPTH_FIRST,
            Overlap.STREAMED,
            Checkpointing.NONE,
            Set.of());

    public TrainingOptions {
        if (opsPerMac != 1 && opsPerMac != 2) {
            throw new BadInputException(opsPerMac + " operations per multiply-accumulate", "opsPerMac", "give 1 or 2");
        }
        EnumSet<Variation> copy = EnumSet.noneOf(Variation.class);
        copy.addAll(variations);
        variations = Collections.unmodifiableSet(copy);
    }

    public TrainingOptions withMode(Mode newMode) {
        return new TrainingOptions(newMode, opsPerMac, optimizer, precision, order, overlap, checkpointing, variations);
    }

    public TrainingOptions withOpsPerMac(int newOpsPerMac) {
        return new TrainingOptions(mode, newOpsPerMac, optimizer, precision, order, overlap, checkpointing, variations);
    }

    public TrainingOptions withOptimizer(Optimizer newOptimizer) {
        return new TrainingOptions(mode, opsPerMac, newOptimizer, precision, order, overlap, checkpointing, variations);
    }

    public TrainingOptions withPrecision(Precision newPrecision) {
        return new TrainingOptions(mode, opsPerMac, optimizer, newPrecision, order, overlap, checkpointing, variations);
    }

    public TrainingOptions withOrder(ExecutionOrder newOrder) {
        return new TrainingOptions(mode, opsPerMac, optimizer, precision, newOrder, overlap, checkpointing, variations);
    }

    public TrainingOptions withOverlap(Overlap newOverlap) {
        return new TrainingOptions(mode, opsPerMac, optimizer, precision, order, newOverlap, checkpointing, variations);
    }

    public TrainingOptions withCheckpointing(Checkpointing newCheckpointing) {
        return new TrainingOptions(mode, opsPerMac, optimizer, precision, order, overlap, newCheckpointing, variations);
    }

    /** These options and the given variations. */
    public TrainingOptions with(Variation... more) {
        EnumSet<Variation> all = EnumSet.noneOf(Variation.class);
        all.addAll(variations);
        all.addAll(List.of(more));
        return new TrainingOptions(mode, opsPerMac, optimizer, precision, order, overlap, checkpointing, all);
    }

    boolean has(Variation variation) {
        return variations.contains(variation);
    }
}
