package macjoule.bench.engine.jcuda.driver;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUuuid;
import jcuda.driver.JCudaDriver;

/**
 * Which GPU it is and what it has.
 *
 * @param computeCapability major times ten plus minor
 * @param uuid as nvidia-smi writes it
 * @param driver the newest version of CUDA that the driver serves
 * @param sharedBytes the most shared memory that a block may ask for
 */
public record DeviceIdentity(
        String name,
        int computeCapability,
        int multiprocessors,
        String pciBusId,
        String uuid,
        String driver,
        long clockHz,
        long memoryClockHz,
        int memoryBusBits,
        long l2Bytes,
        long memoryBytes,
        int sharedBytes) {
    private static final int LONGEST_NAME = 256;

    /** The one compute capability whose GPUs multiply matrices of whole groups of warps. Newer ones do not know these instructions. */
    private static final int WITH_GROUPS = 90;

    /** Whether there are kernels of matrix instructions for whole groups of warps. */
    public boolean multipliesByGroups() {
        return multipliesByGroups(computeCapability);
    }

    static boolean multipliesByGroups(int computeCapability) {
        return computeCapability == WITH_GROUPS;
    }

    static DeviceIdentity of(CUdevice device) {
        return new DeviceIdentity(
                name(device),
                computeCapability(device),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
                pciBusId(device),
                uuid(device),
                Cuda.driverVersion(),
                1000L * attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_CLOCK_RATE),
                1000L * attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE),
                memoryBytes(device),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN));
    }

    static int computeCapability(CUdevice device) {
        return attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR) * 10
                + attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
    }

    static int attribute(CUdevice device, int attribute) {
        int[] value = new int[1];
        int code = JCudaDriver.cuDeviceGetAttribute(value, attribute, device);
        Status.check(code, "asking the GPU for its " + CUdevice_attribute.stringFor(attribute));
        return value[0];
    }

    private static String name(CUdevice device) {
        byte[] name = new byte[LONGEST_NAME];
        Status.check(JCudaDriver.cuDeviceGetName(name, name.length, device), "asking the GPU for its name");
        return text(name);
    }

    private static String pciBusId(CUdevice device) {
        String[] id = new String[1];
        Status.check(JCudaDriver.cuDeviceGetPCIBusId(id, 20, device), "asking the GPU for its place on the bus");
        return id[0].replace("\0", "").strip();
    }

    static String uuid(CUdevice device) {
        CUuuid uuid = new CUuuid();
        Status.check(JCudaDriver.cuDeviceGetUuid(uuid, device), "asking the GPU for its identifier");
        String hex = HexFormat.of().formatHex(uuid.bytes);
        return "GPU-" + hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private static long memoryBytes(CUdevice device) {
        long[] bytes = new long[1];
        Status.check(JCudaDriver.cuDeviceTotalMem(bytes, device), "asking the GPU for its memory");
        return bytes[0];
    }

    private static String text(byte[] terminated) {
        String all = new String(terminated, StandardCharsets.UTF_8);
        int end = all.indexOf('\0');
        return end < 0 ? all : all.substring(0, end);
    }
}
