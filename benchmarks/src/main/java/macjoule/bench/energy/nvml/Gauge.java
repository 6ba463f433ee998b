package macjoule.bench.energy.nvml;

import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.core.Source;

/** One number that can be read again and again without allocating. */
@FunctionalInterface
public interface Gauge {
    /** The number, or minus the NVML code. */
    long read();

    /** A power gauge in milliwatts or an energy gauge in millijoules. */
    static Gauge of(NvmlDevice device, Source source, Scope scope) {
        return switch (source) {
            case COUNTER -> counter(device, scope);
            case INSTANT -> field(device, scope, Field.POWER_INSTANT);
            case AVERAGE -> field(device, scope, Field.POWER_AVERAGE);
            case USAGE -> () -> device.read(Quantity.POWER_USAGE);
            case RAPL -> throw new IllegalArgumentException("NVML knows no processor energy");
        };
    }

    /** One field, alone. */
    static Gauge field(NvmlDevice device, Scope scope, Field field) {
        FieldBuffer buffer =
                new FieldBuffer(scope == Scope.MODULE ? FieldBuffer.SCOPE_MODULE : FieldBuffer.SCOPE_GPU, field);
        return () -> {
            device.read(buffer);
            return buffer.reading(0);
        };
    }

    /** The fields are how newer drivers tell it, the call is how older ones do. */
    private static Gauge counter(NvmlDevice device, Scope scope) {
        Gauge newer = field(device, scope, scope == Scope.MODULE ? Field.ENERGY : Field.TOTAL_ENERGY);
        if (newer.read() >= 0) {
            return newer;
        }
        return scope == Scope.MODULE
                ? field(device, scope, Field.TOTAL_ENERGY)
                : () -> device.read(Quantity.TOTAL_ENERGY);
    }

    /** The GPU alone where its fields are to be had, else GPU and CPU together where those are. */
    static Scope scopeOf(NvmlDevice device) {
        FieldBuffer gpu = new FieldBuffer(FieldBuffer.SCOPE_GPU, Field.POWER_INSTANT, Field.TOTAL_ENERGY);
        FieldBuffer module = new FieldBuffer(FieldBuffer.SCOPE_MODULE, Field.POWER_INSTANT, Field.TOTAL_ENERGY);
        device.read(gpu);
        device.read(module);
        boolean gpuOk = gpu.reading(0) >= 0 || gpu.reading(1) >= 0 || device.read(Quantity.POWER_USAGE) >= 0;
        boolean moduleOk = module.reading(0) >= 0 || module.reading(1) >= 0;
        return !gpuOk && moduleOk ? Scope.MODULE : Scope.GPU;
    }
}
