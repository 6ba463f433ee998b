package macjoule.bench.energy.fake;

import macjoule.bench.energy.nvml.Answer;
import macjoule.bench.energy.nvml.FieldBuffer;
import macjoule.bench.energy.nvml.ForwardingDevice;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.Quantity;

/** An instance of a divided GPU, which has no sensor of its own. */
final class SimulatedInstance extends ForwardingDevice {
    private final NvmlDevice gpu;

    SimulatedInstance(NvmlDevice gpu) {
        super(gpu);
        this.gpu = gpu;
    }

    @Override
    public Answer<NvmlDevice> whole() {
        return Answer.of(gpu);
    }

    @Override
    public long read(Quantity quantity) {
        return NvmlCode.NOT_SUPPORTED.asReading();
    }

    @Override
    public void read(FieldBuffer fields) {
        fields.fail(NvmlCode.NOT_SUPPORTED);
    }
}
