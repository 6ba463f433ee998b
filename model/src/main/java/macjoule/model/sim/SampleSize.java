package macjoule.model.sim;

import macjoule.model.BadInputException;
import macjoule.model.delta.ConvDims;

/** How many images of a batch stand for all of them. */
final class SampleSize {
    /** Inputs this many times the size of L2 leave nothing of themselves there for the next column of thread blocks. */
    private static final int TIMES_L2 = 4;

    private static final int ELEMENT_BYTES = 4;

    private SampleSize() {}

    /** The fewest images that give {@code leastWaves} waves and whose inputs outgrow L2 if those of the batch do. */
    static int of(SimulationSetup setup, int leastWaves) {
        if (leastWaves < 1) {
            throw new BadInputException(leastWaves + " waves are not positive", "waves", "give 1 or more");
        }
        ConvDims layer = setup.layer();
        double rowsPerImage = (double) layer.outHeight() * layer.outWidth();
        double rows = (double) leastWaves
                * setup.slots()
                / setup.columns()
                * setup.tile().m();
        double images = Math.ceil(rows / rowsPerImage);
        if (setup.columns() > 1) {
            double imageBytes = (double) ELEMENT_BYTES * layer.input().elements();
            images = Math.max(images, Math.ceil(TIMES_L2 * setup.l2().bytes() / imageBytes));
        }
        return (int) Math.min(images, layer.batch());
    }
}
