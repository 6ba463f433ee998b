package macjoule.bench.engine.jcuda.probe;

import macjoule.bench.engine.jcuda.driver.DeviceIdentity;
import macjoule.bench.engine.jcuda.driver.Multiprocessor;

/** A GPU with what the driver tells of it and what was measured. */
public record ProbedGpu(DeviceIdentity identity, Multiprocessor multiprocessor, ProbedFigures figures) {}
