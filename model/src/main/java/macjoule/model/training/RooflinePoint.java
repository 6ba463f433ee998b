package macjoule.model.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import macjoule.model.training.graph.LayerType;

/**
 * A step in the thesis' modified roofline (section 3.4, Fig. 5.1), which needs no cache: its abscissa is what the step would do per byte
 * if every tensor passed the bus once. The thesis leaves open which operations belong to one tensor of a layer; we take all of them.
 *
 * @param reuseFrequency operations per byte of all tensors of the step
 * @param byTensor operations of the step per byte of each of its tensors
 * @param attainable operations per second
 */
public record RooflinePoint(
        Phase phase,
        String layer,
        LayerType type,
        double reuseFrequency,
        Map<String, Double> byTensor,
        double attainable,
        boolean computeBound) {

    public RooflinePoint {
        byTensor = Collections.unmodifiableMap(new LinkedHashMap<>(byTensor));
    }

    static RooflinePoint of(StepProgram program, int step, LayerType type, Hardware hardware) {
        double ops = program.ops[step];
        double frequency = ops / program.workingSet[step];
        Map<String, Double> byTensor = new LinkedHashMap<>();
        for (int access = program.start[step]; access < program.start[step + 1]; access++) {
            byTensor.put(program.tensors.name(program.tensor[access]), ops / program.bytes(access));
        }
        return new RooflinePoint(
                program.phase[step],
                program.graph.layer(program.layer[step]).name(),
                type,
                frequency,
                byTensor,
                Math.min(frequency * hardware.bandwidth(), hardware.throughput()),
                frequency > hardware.ridge());
    }
}
