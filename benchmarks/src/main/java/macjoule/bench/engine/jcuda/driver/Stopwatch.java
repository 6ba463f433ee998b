package macjoule.bench.engine.jcuda.driver;

import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/** Two events: the time that passes on the GPU between them, whatever the host does meanwhile. */
public final class Stopwatch implements AutoCloseable {
    private final Gpu gpu;
    private final CUevent begin = new CUevent();
    private final CUevent end = new CUevent();

    public Stopwatch(Gpu gpu) {
        this.gpu = gpu;
        Status.check(JCudaDriver.cuEventCreate(begin, CUevent_flags.CU_EVENT_DEFAULT), "making an event");
        Status.check(JCudaDriver.cuEventCreate(end, CUevent_flags.CU_EVENT_DEFAULT), "making an event");
    }

    public void start() {
        Status.check(JCudaDriver.cuEventRecord(begin, gpu.stream()), "recording an event");
    }

    public void stop() {
        Status.check(JCudaDriver.cuEventRecord(end, gpu.stream()), "recording an event");
    }

    /** Waits for the end. */
    public double seconds() {
        Status.check(JCudaDriver.cuEventSynchronize(end), "waiting for the GPU");
        float[] milliseconds = new float[1];
        Status.check(JCudaDriver.cuEventElapsedTime(milliseconds, begin, end), "reading an event");
        return milliseconds[0] / 1e3;
    }

    @Override
    public void close() {
        JCudaDriver.cuEventDestroy(begin);
        JCudaDriver.cuEventDestroy(end);
    }
}
