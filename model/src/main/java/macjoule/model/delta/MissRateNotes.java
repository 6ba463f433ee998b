package macjoule.model.delta;

import java.util.ArrayList;
import java.util.List;

/** Says why a level seems to miss more than it is asked for: its traffic and the next one's are estimated apart. */
final class MissRateNotes {
    /** Rounding alone is nothing to explain. */
    private static final double ONE = 1 + 1e-9;

    private MissRateNotes() {}

    /** The notes on {@code group}, one of the layer's groups, with the traffic of them all. */
    static List<String> of(TrafficModel model, ConvDims group, Tile tile, Traffic traffic) {
        List<String> notes = new ArrayList<>();
        if (traffic.l2Bytes() > ONE * traffic.l1Bytes()) {
            notes.add("L1 miss rate above 1: " + model.whyMoreFromL2(group, tile));
        }
        if (traffic.dramBytes() > ONE * traffic.l2Bytes()) {
            notes.add("L2 miss rate above 1: " + model.whyMoreFromMemory());
        }
        return notes;
    }
}
