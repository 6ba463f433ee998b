package macjoule.bench.engine.jcuda.driver;

import java.util.Locale;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;
import macjoule.bench.engine.Availability;
import macjoule.bench.engine.DeviceException;
import org.jspecify.annotations.Nullable;

/**
 * One GPU with its primary context, which other libraries in this process share, and a stream. Opened once for a process and kept
 * to its end: a new context takes longer than most measurements. Used by one thread at a time.
 */
public final class Gpu {
    /** The system property that names which of the visible GPUs is used, by its number. */
    public static final String ORDINAL = "macjoule.gpu";

    private static final String UNKNOWN = "gpu";

    private static @Nullable Gpu opened;

    private final CUdevice device;
    private final DeviceIdentity identity;
    private final CUcontext context = new CUcontext();
    private final DeviceStream stream = new DeviceStream();
    private @Nullable KernelModule kernels;

    private Gpu(CUdevice device) {
        this.device = device;
        identity = DeviceIdentity.of(device);
        Status.check(JCudaDriver.cuDevicePrimaryCtxRetain(context, device), "opening a context on " + identity.name());
        enter();
        // A stream that keeps the order with copies, which go through the default one.
        Status.check(JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_DEFAULT), "opening a stream");
    }

    /**
     * Whether there is a GPU to be used. Takes no memory on it.
     *
     * @param leastCapability the compute capability it must have, major times ten plus minor
     */
    public static Availability probe(int leastCapability) {
        try {
            Cuda.start();
            int capability = DeviceIdentity.computeCapability(device());
            return capability >= leastCapability
                    ? Availability.yes()
                    : Availability.no("its kernels need compute capability " + version(leastCapability)
                            + ", this GPU has " + version(capability));
        } catch (DeviceException e) {
            return Availability.no(String.valueOf(e.getMessage()));
        }
    }

    /** The GPU to be used by the identifier that other libraries know it by too; {@code gpu} where the driver gives none. */
    public static String name() {
        try {
            Cuda.start();
            return "cuda:" + DeviceIdentity.uuid(device());
        } catch (DeviceException e) {
            return UNKNOWN;
        }
    }

    private static String version(int capability) {
        return capability / 10 + "." + capability % 10;
    }

    private static CUdevice device() {
        int ordinal = Integer.getInteger(ORDINAL, 0);
        CUdevice device = new CUdevice();
        Status.check(JCudaDriver.cuDeviceGet(device, ordinal), "opening GPU " + ordinal);
        return device;
    }

    /** The GPU of this process. */
    public static synchronized Gpu open() {
        Cuda.start();
        if (opened == null) {
            opened = new Gpu(device());
        }
        opened.enter();
        return opened;
    }

    /** Makes the calling thread one that may use this GPU. Needed whenever another thread may have been at it before. */
    public void enter() {
        Status.check(JCudaDriver.cuCtxSetCurrent(context), "taking the context");
    }

    public DeviceIdentity identity() {
        return identity;
    }

    public Multiprocessor multiprocessor() {
        return Multiprocessor.of(device);
    }

    /** Loaded when first asked for, which takes the driver some seconds. */
    public KernelModule kernels() {
        KernelModule loaded = kernels;
        if (loaded == null) {
            loaded = new KernelModule(identity);
            kernels = loaded;
        }
        return loaded;
    }

    /** Loads the kernels that measure what the memory gives. They need compute capability 6.0, as all others. */
    public KernelModule loadProbes() {
        return new KernelModule(identity, KernelCode.probes());
    }

    CUstream stream() {
        return stream;
    }

    /** The stream that all is started on, for libraries that are to keep to its order. */
    public long streamAddress() {
        return stream.address();
    }

    /**
     * Takes memory.
     *
     * @param purpose what it is for, for the message if there is too little
     */
    public DeviceMemory allocate(long bytes, String purpose) {
        DevicePointer pointer = new DevicePointer();
        int code = JCudaDriver.cuMemAlloc(pointer, Math.max(1, bytes));
        if (code == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            throw Status.failure(code, "taking " + mebibytes(bytes) + " for " + purpose + ", with " + free() + " free");
        }
        Status.check(code, "taking " + mebibytes(bytes) + " for " + purpose);
        return new DeviceMemory(pointer, bytes);
    }

    private static String free() {
        long[] free = new long[1];
        long[] total = new long[1];
        int code = JCudaDriver.cuMemGetInfo(free, total);
        return code == CUresult.CUDA_SUCCESS ? mebibytes(free[0]) + " of " + mebibytes(total[0]) : "an unknown amount";
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", (bytes + (1 << 20) - 1) >> 20);
    }

    /** Has the stream fill memory with zeros. */
    public void clear(DeviceMemory memory) {
        int code = JCudaDriver.cuMemsetD32Async(memory.pointer(), 0, memory.bytes() / Integer.BYTES, stream);
        Status.check(code, "clearing memory");
    }

    /** Starts a kernel. */
    public void launch(Launch launch) {
        int code = launch.start(stream);
        if (code != CUresult.CUDA_SUCCESS) {
            throw Status.failure(code, "starting " + launch);
        }
    }

    /** Waits until all that was started is done. */
    public void synchronise() {
        Status.check(JCudaDriver.cuStreamSynchronize(stream), "waiting for the GPU");
    }
}
