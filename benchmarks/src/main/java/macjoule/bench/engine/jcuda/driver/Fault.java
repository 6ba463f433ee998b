package macjoule.bench.engine.jcuda.driver;

import java.util.Arrays;
import java.util.Optional;
import jcuda.driver.CUresult;

/** Error codes of the driver whose meaning and remedy are known, and what is lost with each. */
enum Fault {
    OUT_OF_MEMORY(CUresult.CUDA_ERROR_OUT_OF_MEMORY, Loss.NOTHING, "out of memory", "take a smaller batch"),
    STUB_LIBRARY(
            CUresult.CUDA_ERROR_STUB_LIBRARY,
            Loss.DEVICE,
            "libcuda.so.1 is the toolkit's stand-in, not a driver",
            "take its folder 'stubs' out of LD_LIBRARY_PATH"),
    UNAVAILABLE(
            CUresult.CUDA_ERROR_DEVICE_UNAVAILABLE,
            Loss.DEVICE,
            "the GPU is held by another process or in a bad state",
            "end the process that nvidia-smi lists, or set the compute mode to DEFAULT"),
    NO_DEVICE(CUresult.CUDA_ERROR_NO_DEVICE, Loss.DEVICE, "the driver sees no GPU", "look at nvidia-smi"),
    INVALID_DEVICE(CUresult.CUDA_ERROR_INVALID_DEVICE, Loss.DEVICE, "no such GPU", "name one that nvidia-smi lists"),
    NO_BINARY(
            CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU,
            Loss.NOTHING,
            "the kernels do not run on this GPU",
            "use one of compute capability 6.0 or later"),
    ECC(
            CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
            Loss.DEVICE,
            "the GPU's memory has an error that could not be corrected",
            "reset the GPU: nvidia-smi --gpu-reset"),
    INVALID_PTX(
            CUresult.CUDA_ERROR_INVALID_PTX,
            Loss.NOTHING,
            "the driver cannot compile the kernels",
            "update the driver"),
    NVLINK(
            CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE,
            Loss.DEVICE,
            "an NVLink of the GPU has failed",
            "reset the GPU: nvidia-smi --gpu-reset"),
    NO_COMPILER(
            CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND,
            Loss.NOTHING,
            "the driver's compiler is not there",
            "install libnvidia-ptxjitcompiler.so.1 of this driver"),
    PTX_TOO_NEW(
            CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
            Loss.NOTHING,
            "the driver is too old for the kernels",
            "update the driver"),
    COMPILER_OFF(
            CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED,
            Loss.NOTHING,
            "the driver may not compile kernels",
            "unset CUDA_DISABLE_PTX_JIT"),
    ILLEGAL_ADDRESS(
            CUresult.CUDA_ERROR_ILLEGAL_ADDRESS,
            Loss.PROCESS,
            "a kernel went outside its memory",
            "report this as a fault of macjoule"),
    OUT_OF_RESOURCES(
            CUresult.CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES,
            Loss.NOTHING,
            "the GPU has too few registers or threads for the kernel",
            "choose a smaller tile"),
    TIMEOUT(
            CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
            Loss.PROCESS,
            "a kernel ran longer than the display driver allows",
            "take a smaller batch, or a GPU without a display"),
    CONTEXT_GONE(
            CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED,
            Loss.PROCESS,
            "the context on the GPU is lost",
            "see the kernel's log for an Xid: dmesg | grep Xid"),
    ASSERT(CUresult.CUDA_ERROR_ASSERT, Loss.PROCESS, "a kernel gave up", "report this as a fault of macjoule"),
    HARDWARE_STACK(
            CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR,
            Loss.PROCESS,
            "a kernel's stack is broken",
            "see the kernel's log for an Xid: dmesg | grep Xid"),
    ILLEGAL_INSTRUCTION(
            CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
            Loss.PROCESS,
            "a kernel holds an instruction that the GPU does not know",
            "report this as a fault of macjoule"),
    MISALIGNED(
            CUresult.CUDA_ERROR_MISALIGNED_ADDRESS,
            Loss.PROCESS,
            "a kernel used an address that is not aligned",
            "report this as a fault of macjoule"),
    ADDRESS_SPACE(
            CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE,
            Loss.PROCESS,
            "a kernel mixed up kinds of memory",
            "report this as a fault of macjoule"),
    PROGRAM_COUNTER(
            CUresult.CUDA_ERROR_INVALID_PC,
            Loss.PROCESS,
            "a kernel ran astray",
            "see the kernel's log for an Xid: dmesg | grep Xid"),
    LAUNCH_FAILED(
            CUresult.CUDA_ERROR_LAUNCH_FAILED,
            Loss.PROCESS,
            "a kernel failed, or the GPU fell off the bus",
            "see the kernel's log for an Xid: dmesg | grep Xid"),
    NOT_PERMITTED(
            CUresult.CUDA_ERROR_NOT_PERMITTED, Loss.DEVICE, "the driver does not permit it", "ask the administrator"),
    NOT_READY(
            CUresult.CUDA_ERROR_SYSTEM_NOT_READY,
            Loss.DEVICE,
            "the system is not ready for CUDA",
            "start the fabric manager: systemctl start nvidia-fabricmanager"),
    DRIVER_MISMATCH(
            CUresult.CUDA_ERROR_SYSTEM_DRIVER_MISMATCH,
            Loss.DEVICE,
            "libcuda.so.1 and the loaded driver are of different versions",
            "restart the host"),
    COMPATIBILITY(
            CUresult.CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE,
            Loss.DEVICE,
            "this GPU does not take the newer libcuda.so.1 of a compatibility package",
            "take its folder 'compat' out of LD_LIBRARY_PATH"),
    UNKNOWN(
            CUresult.CUDA_ERROR_UNKNOWN,
            Loss.DEVICE,
            "the driver fails; the GPU may have fallen off the bus",
            "see the kernel's log for an Xid (dmesg | grep Xid), then restart the host");

    /** How far the damage reaches. */
    enum Loss {
        /** Other calls still work. */
        NOTHING,
        /** The context is broken; a new process gets a new one. */
        PROCESS,
        DEVICE
    }

    private final int code;
    private final Loss loss;
    private final String text;
    private final String remedy;

    Fault(int code, Loss loss, String text, String remedy) {
        this.code = code;
        this.loss = loss;
        this.text = text;
        this.remedy = remedy;
    }

    static Optional<Fault> of(int code) {
        return Arrays.stream(values()).filter(fault -> fault.code == code).findFirst();
    }

    Loss loss() {
        return loss;
    }

    String text() {
        return text;
    }

    String remedy() {
        return remedy;
    }
}
