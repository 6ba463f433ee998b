package macjoule.calibration.traffic;

import macjoule.calibration.record.LaunchCounts;
import macjoule.calibration.report.Origin;
import macjoule.model.BadInputException;
import macjoule.model.delta.Bottleneck;
import macjoule.model.delta.ConvDims;
import macjoule.model.deltaplus.KernelModel;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of a layer whose kernel loads ahead in stages, with the kernel as its name describes it.
 *
 * @param layer named by the case it was measured as
 * @param group the arithmetic and the layout of the kernel
 * @param launch how the kernel was launched, as far as that was counted
 * @param clockHz the core clock meanwhile, null where it is not known
 */
public record KernelReference(
        ConvDims layer,
        String engine,
        String group,
        KernelSpec kernel,
        LaunchCounts launch,
        Levels values,
        @Nullable Double clockHz,
        Origin origin) {

    /**
     * Holds the kernel model against it; groups of a convolution are taken to run one after the other.
     *
     * @throws BadInputException if the card cannot run such a kernel, as far as its data tell
     */
    Predicted predicted(GpuSpec gpu) {
        GpuSpec clocked = clockHz == null ? gpu : ClockedGpu.at(gpu, clockHz);
        KernelSpec launched = kernel.withTile(new CountedKernel(null, launch, false).launched(kernel.tile(), gpu));
        KernelModel.Outcome outcome = new KernelModel(launched, clocked).predict(layer.oneGroup());
        Levels prediction =
                Levels.of(outcome.traffic().times(layer.groups())).withTime(outcome.timeSeconds() * layer.groups());
        Bottleneck bound = outcome.bottleneck();
        return new Predicted(
                layer,
                engine,
                prediction,
                values,
                origin,
                (level, predicted, reference) -> Causes.unexplained(level, predicted, reference, bound));
    }
}
