package macjoule.model.deltaplus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import macjoule.model.delta.ConvDims;

/** Layers nobody tuned a model on: drawn by chance from what convolutional networks are made of. */
public final class RandomLayers {
    /**
     * The seed of the accuracy study, fixed before DeLTA+ first saw its layers. Those of another seed showed it to misjudge tiles
     * that the last filters fill in part only; having taught something, they were given up for these.
     */
    public static final long STUDY_SEED = 31415926;

    public static final int STUDY_COUNT = 24;

    private static final int[] KERNELS = {1, 1, 1, 3, 3, 3, 5, 7};
    private static final int MOST_CHANNELS = 512;
    private static final int MOST_FILTERS = 512;
    private static final int IMAGE_CHANNELS = 3;

    private RandomLayers() {}

    public static List<ConvDims> of(long seed, int count) {
        Random random = new Random(seed);
        List<ConvDims> layers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            layers.add(layer("random_" + i, random));
        }
        return layers;
    }

    private static ConvDims layer(String name, Random random) {
        int kernel = KERNELS[random.nextInt(KERNELS.length)];
        int size = 7 + random.nextInt(106);
        // Networks widen as their maps shrink, so that no layer is out of all proportion.
        int widest = Math.max(16, Math.min(MOST_CHANNELS, 28 * MOST_CHANNELS / (size * kernel)));
        int channels = random.nextInt(8) == 0 ? IMAGE_CHANNELS : 8 + random.nextInt(widest);
        int filters = 8 * (1 + random.nextInt(MOST_FILTERS / 8));
        int stride = random.nextInt(4) == 0 ? 2 : 1;
        int pad = random.nextInt(4) == 0 ? 0 : (kernel - 1) / 2;
        return ConvDims.of(name, 1, channels, size, size, filters, kernel, kernel, stride, pad);
    }
}
