package macjoule.model.delta;

import java.util.List;

/**
 * What a model says of one layer on one GPU.
 *
 * @param layer the layer
 * @param gpu name of the GPU
 * @param model name of the traffic model
 * @param gemm the matrix product of one group
 * @param tile how it is cut
 * @param launch the thread blocks of all groups
 * @param mliIfmap bytes of inputs read through L1 over those that warps use (DeLTA, Eq. 3)
 * @param mliFilter the same of filters
 * @param traffic bytes read, all groups
 * @param streams times of the parts of a thread block
 * @param candidates times by what might bound the layer
 * @param timeSeconds the longest of them
 * @param bottleneck which that is
 * @param notes what was treated otherwise than in the paper
 */
public record Prediction(
        ConvDims layer,
        String gpu,
        String model,
        Gemm gemm,
        Tile tile,
        Launch launch,
        double mliIfmap,
        double mliFilter,
        Traffic traffic,
        StreamTimes streams,
        Candidates candidates,
        double timeSeconds,
        Bottleneck bottleneck,
        List<String> notes) {

    public double l1Bytes() {
        return traffic.l1Bytes();
    }

    public double l2Bytes() {
        return traffic.l2Bytes();
    }

    public double dramBytes() {
        return traffic.dramBytes();
    }

    /** Bytes read from L2 per byte read through L1. */
    public double l1MissRate() {
        return l2Bytes() / l1Bytes();
    }

    /** Bytes read from memory per byte read from L2. */
    public double l2MissRate() {
        return dramBytes() / l2Bytes();
    }
}
