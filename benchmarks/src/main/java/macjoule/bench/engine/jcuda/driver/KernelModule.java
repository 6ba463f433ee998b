package macjoule.bench.engine.jcuda.driver;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUjit_option;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import jcuda.driver.JITOptions;

/** The kernels, loaded onto a GPU: compiled for it by NVRTC where the host has that, else from what is shipped. */
public final class KernelModule {
    /**
     * A variable of the environment, so that it reaches whatever a process starts: what another process compiled is used, and nothing
     * is compiled. For processes in a row, which would each take half a minute where the first came to nothing.
     */
    public static final String KEPT_ONLY = "MACJOULE_KEPT_KERNELS_ONLY";

    private static final int LOG_BYTES = 8192;

    /** What a block gets without asking. */
    private static final int USUAL_SHARED_BYTES = 48 * 1024;

    private final DeviceIdentity device;
    private final CUmodule module = new CUmodule();
    private final Map<String, Kernel> kernels = new HashMap<>();
    private final String origin;

    KernelModule(DeviceIdentity device) {
        this.device = device;
        Nvrtc.Outcome compiled = Nvrtc.compile(device);
        String reason = compiled.reason();
        if (compiled.code().isPresent()) {
            KernelCode code = compiled.code().get();
            int status = load(code, new byte[LOG_BYTES]);
            if (status == CUresult.CUDA_SUCCESS) {
                origin = code.origin();
                return;
            }
            reason = "the driver refuses what " + code.origin() + " gives (" + CUresult.stringFor(status) + ")";
        }
        KernelCode shipped = KernelCode.shipped(device.computeCapability());
        require(shipped);
        origin = shipped.origin() + "; no NVRTC: " + reason;
    }

    KernelModule(DeviceIdentity device, KernelCode code) {
        this.device = device;
        require(code);
        origin = code.origin();
    }

    private void require(KernelCode shipped) {
        byte[] log = new byte[LOG_BYTES];
        int code = load(shipped, log);
        if (code != CUresult.CUDA_SUCCESS) {
            throw refused(code, shipped, log);
        }
    }

    private int load(KernelCode code, byte[] log) {
        JITOptions options = new JITOptions();
        options.putBytes(CUjit_option.CU_JIT_ERROR_LOG_BUFFER, log);
        options.putInt(CUjit_option.CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES, log.length);
        return JCudaDriver.cuModuleLoadDataJIT(module, Pointer.to(code.terminated()), options);
    }

    private RuntimeException refused(int code, KernelCode shipped, byte[] log) {
        String said = new String(log, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        String action = "loading the kernels (" + shipped.origin() + ", PTX " + shipped.version() + ") on "
                + device.name() + " with a driver for CUDA " + device.driver()
                + (said.isEmpty()
                        ? ""
                        : ", which says '" + said.lines().findFirst().orElse("") + "'");
        return Status.failure(code, action);
    }

    /** Where the code comes from, for the record. */
    public String origin() {
        return origin;
    }

    /**
     * A kernel by its name.
     *
     * @param sharedBytes the shared memory that each block is given at the start, beyond what the kernel declares
     */
    public Kernel kernel(String name, int sharedBytes) {
        return kernels.computeIfAbsent(name, unknown -> find(name, sharedBytes));
    }

    private Kernel find(String name, int sharedBytes) {
        CUfunction function = new CUfunction();
        Status.check(JCudaDriver.cuModuleGetFunction(function, module, name), "looking up the kernel " + name);
        if (sharedBytes > USUAL_SHARED_BYTES) {
            int code = JCudaDriver.cuFuncSetAttribute(
                    function, CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, sharedBytes);
            Status.check(code, "giving " + name + " " + sharedBytes + " bytes of shared memory");
        }
        return new Kernel(name, function, sharedBytes);
    }
}
