package macjoule.model.delta;

import org.jspecify.annotations.Nullable;

/**
 * How to read those time equations of the paper that cannot be meant as printed, or can be meant in two ways.
 *
 * @param epilogue which bandwidth a thread block writes its results with (Eq. 15)
 * @param prologue how much a thread block reads before its main loop (Eq. 14)
 * @param wholeCtas whether thread blocks and their rounds on an SM are counted whole (Eq. 16 to 18), as the paper's remark on
 *     the slowest SM asks, or divided evenly, as it prints
 * @param dramLatencyCycles memory latency to use instead of the GPU's own; loaded memories answer later than idle ones
 * @param overlappedEpilogue whether an SM that runs several thread blocks computes while one of them writes its results, where
 *     the paper adds the two (Eq. 16 and 17); the bandwidth this takes still bounds the layer
 */
public record TimeOptions(
        Epilogue epilogue,
        Prologue prologue,
        boolean wholeCtas,
        @Nullable Double dramLatencyCycles,
        boolean overlappedEpilogue) {

    /** The readings that reproduce the paper's findings. */
    public static final TimeOptions PAPER = new TimeOptions(Epilogue.PER_SM, Prologue.INPUTS, true, null, false);

    /** Eq. 15 divides what one thread block writes by the bandwidth of the whole card while times are summed per SM. */
    public enum Epilogue {
        /** An SM gets its share of the bandwidth. */
        PER_SM,
        /** As printed. */
        WHOLE_GPU
    }

    /** Eq. 14 prints the volume of the results, the text asks for that of the inputs. */
    public enum Prologue {
        INPUTS,
        /** As printed. */
        RESULTS
    }

    public TimeOptions withEpilogue(Epilogue value) {
        return new TimeOptions(value, prologue, wholeCtas, dramLatencyCycles, overlappedEpilogue);
    }

    public TimeOptions withPrologue(Prologue value) {
        return new TimeOptions(epilogue, value, wholeCtas, dramLatencyCycles, overlappedEpilogue);
    }

    public TimeOptions withWholeCtas(boolean value) {
        return new TimeOptions(epilogue, prologue, value, dramLatencyCycles, overlappedEpilogue);
    }

    public TimeOptions withDramLatencyCycles(@Nullable Double value) {
        return new TimeOptions(epilogue, prologue, wholeCtas, value, overlappedEpilogue);
    }

    public TimeOptions withOverlappedEpilogue(boolean value) {
        return new TimeOptions(epilogue, prologue, wholeCtas, dramLatencyCycles, value);
    }
}
