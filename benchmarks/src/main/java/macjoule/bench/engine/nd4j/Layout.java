package macjoule.bench.engine.nd4j;

/** Reorders arrays between the order of the model, channels before rows and columns, and channels last. */
final class Layout {
    private Layout() {}

    /** From [outer][channel][place] to [outer][place][channel]. */
    static float[] channelsLast(float[] values, int outer, int channels) {
        return swap(values, outer, channels, values.length / outer / channels);
    }

    /** From [outer][place][channel] to [outer][channel][place]. */
    static float[] channelsFirst(float[] values, int outer, int channels) {
        return swap(values, outer, values.length / outer / channels, channels);
    }

    /** From [filter][channel][place] to [place][channel][filter], the order that ND4J's convolutions take. */
    static float[] filtersLast(float[] weights, int filters, int channels) {
        int places = weights.length / filters / channels;
        float[] reordered = new float[weights.length];
        for (int filter = 0, from = 0; filter < filters; filter++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int place = 0; place < places; place++, from++) {
                    reordered[(place * channels + channel) * filters + filter] = weights[from];
                }
            }
        }
        return reordered;
    }

    /** The middle and the inner of three dimensions change places. */
    private static float[] swap(float[] values, int outer, int middle, int inner) {
        float[] swapped = new float[values.length];
        for (int o = 0, from = 0; o < outer; o++) {
            for (int m = 0; m < middle; m++) {
                for (int i = 0; i < inner; i++, from++) {
                    swapped[(o * inner + i) * middle + m] = values[from];
                }
            }
        }
        return swapped;
    }
}
