package macjoule.calibration.traffic;

import macjoule.calibration.record.LaunchCounts;
import macjoule.model.delta.Tile;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the kernel that computed a layer beyond its tile.
 *
 * @param name null where nothing was counted
 * @param biased whether the layer has a bias, which it loads then
 */
public record CountedKernel(@Nullable String name, LaunchCounts launch, boolean biased) {
    /** Nothing was counted, so that all is as the DeLTA paper found. */
    static final CountedKernel UNKNOWN = new CountedKernel(null, LaunchCounts.UNKNOWN, false);

    /** The tile with the registers and the thread blocks per SM that were launched, where they were told. */
    Tile launched(Tile tile, GpuSpec gpu) {
        Integer registers = launch.registersPerThread();
        Tile compiled = registers == null ? tile : tile.withRegisters(registers);
        return launch.ctasPerSm(gpu.smCount()).stream()
                .mapToObj(compiled::withCtasPerSm)
                .findFirst()
                .orElse(compiled);
    }
}
