package macjoule.calibration.report.sections;

import macjoule.calibration.traffic.LayerType;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Traffic;

/**
 * A layer whose traffic was predicted and simulated.
 *
 * @param delta as DeLTA has it
 * @param plus as DeLTA+ has it
 * @param simulated as the simulation of the caches counts it
 */
public record SimulatedLayer(ConvDims layer, Traffic delta, Traffic plus, Traffic simulated) {

    /** What makes layers differ in how their loads fall together: the filter, and whether it steps over positions. */
    public String type() {
        return LayerType.of(layer);
    }
}
