package macjoule.model.delta.explore;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.Delta;
import macjoule.model.delta.Prediction;
import macjoule.model.gpu.GpuSpec;

/**
 * Compares scaled GPUs on a workload, as DeLTA's Section VII.C does with ResNet-152 and the TITAN Xp.
 *
 * @param delta the model, with the tiles of options that name none
 * @param base the GPU the options start from
 * @param workload what they run
 */
public record ScalingStudy(Delta delta, GpuSpec base, Workload workload) {

    public List<ScalingResult> run(List<ScalingOption> options) {
        double baseSeconds = workload.seconds(delta, base);
        return options.stream().map(option -> run(option, baseSeconds)).toList();
    }

    private ScalingResult run(ScalingOption option, double baseSeconds) {
        GpuSpec gpu = option.scale().applyTo(base, base.name() + "+" + option.name());
        Delta scaled = option.tiles() == null ? delta : delta.withTiles(option.tiles());
        Map<Bottleneck, Double> shares = new EnumMap<>(Bottleneck.class);
        double seconds = 0;
        for (Workload.Part part : workload.parts()) {
            Prediction prediction = scaled.predict(part.layer(), gpu);
            double ofPart = part.count() * prediction.timeSeconds();
            shares.merge(prediction.bottleneck(), ofPart, Double::sum);
            seconds += ofPart;
        }
        double all = seconds;
        shares.replaceAll((bottleneck, spent) -> spent / all);
        return new ScalingResult(option, seconds, baseSeconds / seconds, Collections.unmodifiableMap(shares));
    }
}
