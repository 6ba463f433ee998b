package macjoule.bench.bringup;

import java.util.Locale;
import macjoule.bench.engine.DeviceException;
import macjoule.bench.engine.jcuda.driver.Gpu;

/**
 * Has the driver compile all kernels for its GPU, which it does once and keeps the result for the processes to come. Without kernels no
 * engine works.
 */
final class KernelLoad implements StepWork {
    @Override
    public String run(StepContext context) throws GoneException {
        long start = System.nanoTime();
        try {
            Gpu gpu = Gpu.open();
            String origin = gpu.kernels().origin();
            gpu.loadProbes();
            return String.format(Locale.ROOT, "%s, ready after %.1f s", origin, (System.nanoTime() - start) / 1e9);
        } catch (DeviceException e) {
            throw new GoneException(String.valueOf(e.getMessage()), false);
        }
    }
}
