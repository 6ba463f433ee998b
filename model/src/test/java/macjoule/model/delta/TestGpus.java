package macjoule.model.delta;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import macjoule.model.gpu.GpuSpec;

/** The three GPUs of DeLTA's Table I with the latencies and shared memory bandwidths that the vectors assume. */
public final class TestGpus {
    private static final int KIB = 1024;

    private TestGpus() {}

    public static GpuSpec titanXp() {
        return named("TITANXp");
    }

    public static GpuSpec p100() {
        return named("P100");
    }

    public static GpuSpec v100() {
        return named("V100");
    }

    public static GpuSpec named(String name) {
        JsonNode gpu = Vectors.file().path("gpus").path(name);
        double clock = gpu.path("clk").doubleValue();
        return new GpuSpec(
                name,
                name,
                null,
                null,
                gpu.path("n_sm").intValue(),
                clock,
                2 * gpu.path("mac_gpu").doubleValue(),
                gpu.path("l1_bw_sm").doubleValue(),
                gpu.path("l2_bw").doubleValue(),
                gpu.path("dram_bw").doubleValue(),
                48 * KIB,
                gpu.path("smem_kb").longValue() * KIB,
                gpu.path("reg_kb").longValue() * KIB,
                gpu.path("l2_size").longValue(),
                gpu.path("l1_gran").intValue(),
                gpu.path("smem_ld_bw").doubleValue(),
                gpu.path("lat_l1").doubleValue() * clock,
                gpu.path("lat_l2").doubleValue() * clock,
                gpu.path("lat_dram").doubleValue() * clock,
                gpu.path("lat_smem").doubleValue() * clock,
                null,
                null,
                null,
                null,
                Map.of());
    }

    /** The same GPU with one field, by its name in {@link GpuSpec}, of another value. */
    public static GpuSpec with(GpuSpec gpu, String field, double value) {
        try {
            RecordComponent[] components = GpuSpec.class.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getName().equals(field)
                        ? cast(value, types[i])
                        : components[i].getAccessor().invoke(gpu);
            }
            return GpuSpec.class.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(field, e);
        }
    }

    public static GpuSpec withTensorCores(GpuSpec gpu, double fp16Flops) {
        return with(gpu, "tensorFp16Flops", fp16Flops);
    }

    private static Object cast(double value, Class<?> type) {
        if (type == int.class) {
            return (int) value;
        }
        return type == long.class ? (Object) (long) value : (Object) value;
    }
}
