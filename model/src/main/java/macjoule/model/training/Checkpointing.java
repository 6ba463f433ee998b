package macjoule.model.training;

import macjoule.model.BadInputException;

/**
 * Gradient checkpointing (Chen et al., Training Deep Nets with Sublinear Memory Cost, 2016): the forward pass is cut into segments
 * that keep only what later segments read; the backward pass runs each segment forward again before going back through it.
 *
 * @param segments the number of segments, or all layers apart if there are fewer; only {@link Choice#EQUAL} uses it
 */
public record Checkpointing(Choice choice, int segments) {

    /** Where the forward pass is cut. */
    public enum Choice {
        NOWHERE,
        /** Into segments of as many layers each. */
        EQUAL,
        /** Into the square root of the number of layers, of as many layers each. */
        SQUARE_ROOT,
        /** Where the maps kept and those of the largest segment add up to the fewest bytes; exact for chains of layers. */
        LEAST_MEMORY
    }

    public static final Checkpointing NONE = new Checkpointing(Choice.NOWHERE, 1);
    public static final Checkpointing SQUARE_ROOT = new Checkpointing(Choice.SQUARE_ROOT, 1);
    public static final Checkpointing LEAST_MEMORY = new Checkpointing(Choice.LEAST_MEMORY, 1);

    public Checkpointing {
        if (segments < 1) {
            throw new BadInputException(segments + " segments", "checkpointing", "give 1 or more");
        }
    }

    public static Checkpointing equal(int segments) {
        return new Checkpointing(Choice.EQUAL, segments);
    }
}
