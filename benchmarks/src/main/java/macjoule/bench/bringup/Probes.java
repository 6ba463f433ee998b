package macjoule.bench.bringup;

import macjoule.bench.engine.jcuda.driver.Gpu;
import macjoule.bench.engine.jcuda.probe.GpuFile;
import macjoule.bench.engine.jcuda.probe.MemoryProbes;
import macjoule.bench.engine.jcuda.probe.ProbedGpu;
import macjoule.calibration.report.WholeFile;

/** Measures what the traffic models need to know of the GPU, and keeps it as a file that they read. */
final class Probes implements StepWork {
    @Override
    public String run(StepContext context) {
        GpuEngines.available("jcuda");
        ProbedGpu probed = MemoryProbes.measure(Gpu.open(), context::tell);
        WholeFile.write(context.file(TrafficErrors.GPU_FILE), GpuFile.of(probed));
        return "clock, latencies and bandwidths measured, for predict --gpu " + TrafficErrors.GPU_FILE;
    }
}
