package macjoule.calibration.traffic;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import macjoule.calibration.alpha.DeltaEstimate;
import macjoule.calibration.report.Origin;
import macjoule.calibration.traffic.FreeNumber.Scale;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.gpu.GpuSpec;

/**
 * The free numbers of DeLTA+ on one card.
 *
 * @param share how far thread blocks run in step, from bytes read from L2
 * @param dramLatencySeconds of a memory as loaded as it was, from times
 * @param origin of the references
 */
public record DeltaCalibration(FreeNumberFit share, FreeNumberFit dramLatencySeconds, Origin origin) {
    private static final int SHARE_STEPS = 1000;
    private static final int LATENCY_STEPS = 500;
    /** The range to look for the latency in, in factors of two about the data sheet's. */
    private static final double LATENCY_BELOW = -2;

    private static final double LATENCY_ABOVE = 3;

    static DeltaCalibration of(List<LayerModel> models, GpuSpec gpu) {
        FreeNumberFit share = share(models);
        Double fitted = share.value();
        double shareForTime = share.identifiable() && fitted != null ? fitted : DeltaPlusOptions.DEFAULT.share();
        return new DeltaCalibration(
                share,
                latency(models, gpu, shareForTime),
                models.get(0).reference().origin());
    }

    /**
     * What a profile keeps of it.
     *
     * @param gpu what the models took the card to be
     */
    public DeltaEstimate estimate(String gpu, List<String> sources) {
        return new DeltaEstimate(gpu, share.figure(), dramLatencySeconds.figure(), origin.id(), sources);
    }

    /** The share to predict with: the calibrated one if it is known. */
    double shareOrUsual() {
        Double known = share.figure().value();
        return known == null ? DeltaPlusOptions.DEFAULT.share() : known;
    }

    private static FreeNumberFit share(List<LayerModel> models) {
        double[] grid = IntStream.rangeClosed(0, SHARE_STEPS)
                .mapToDouble(step -> step / (double) SHARE_STEPS)
                .toArray();
        return fit(
                Scale.LINEAR,
                Level.L2,
                grid,
                DeltaPlusOptions.DEFAULT.share(),
                models,
                (model, share) -> model.plusTraffic(share).l2Bytes());
    }

    private static FreeNumberFit latency(List<LayerModel> models, GpuSpec gpu, double share) {
        double usual = gpu.dramLatencyCycles() / gpu.clockHz();
        double[] grid = IntStream.rangeClosed(0, LATENCY_STEPS)
                .mapToDouble(step ->
                        usual * Math.pow(2, LATENCY_BELOW + (LATENCY_ABOVE - LATENCY_BELOW) * step / LATENCY_STEPS))
                .toArray();
        return fit(
                Scale.LOGARITHMIC,
                Level.TIME,
                grid,
                usual,
                models,
                (model, latency) -> model.plus(share, latency).timeSeconds());
    }

    private static FreeNumberFit fit(
            Scale scale,
            Level level,
            double[] grid,
            double usual,
            List<LayerModel> models,
            ToDoubleBiFunction<LayerModel, Double> prediction) {
        List<LayerModel> known = models.stream()
                .filter(model -> model.reference().values().get(level) != null)
                .toList();
        double[] references = known.stream()
                .mapToDouble(model -> {
                    Double value = model.reference().values().get(level);
                    return value == null ? Double.NaN : value;
                })
                .toArray();
        return new FreeNumber(scale, grid, usual, known, prediction, references).fit();
    }
}
