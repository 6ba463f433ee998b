package macjoule.calibration.traffic;

import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.Tile;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/**
 * What predictions of one layer are held against.
 *
 * @param layer named by the case it was measured as
 * @param tile how its kernel cuts the product
 * @param kernel what else is known of that
 * @param values as counted
 * @param clockHz the core clock meanwhile, null where it is not known or does not matter
 * @param origin whether it was measured, replayed or simulated
 */
public record LayerReference(
        ConvDims layer,
        String engine,
        Tile tile,
        CountedKernel kernel,
        ElementType type,
        Levels values,
        @Nullable Double clockHz,
        Origin origin) {

    LayerReference withValues(Levels newValues, Origin newOrigin) {
        return new LayerReference(layer, engine, tile, kernel, type, newValues, clockHz, newOrigin);
    }

    /** The tile as it was launched, as far as that was counted. */
    Tile launchedTile(GpuSpec gpu) {
        return kernel.launched(tile, gpu);
    }
}
