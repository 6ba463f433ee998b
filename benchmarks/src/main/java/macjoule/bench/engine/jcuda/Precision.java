package macjoule.bench.engine.jcuda;

import java.util.List;
import macjoule.bench.engine.Tolerance;
import macjoule.bench.engine.jcuda.driver.DeviceIdentity;

/** What products are computed in, and with it how maps are stored: channels first for plain arithmetic, last for tensor cores. */
public enum Precision {
    FP32("f32", "f32", false, 60, 1e14),
    TF32("tf32", "f32", true, 80, 1e15),
    FP16("f16", "f16", true, 80, 3e15),
    BF16("bf16", "bf16", true, 80, 3e15);

    private static final int VECTOR_BYTES = 16;

    private final String products;
    private final String maps;
    private final boolean channelsLast;
    private final int leastCapability;
    private final double mostMacsPerSecond;

    Precision(String products, String maps, boolean channelsLast, int leastCapability, double mostMacsPerSecond) {
        this.products = products;
        this.maps = maps;
        this.channelsLast = channelsLast;
        this.leastCapability = leastCapability;
        this.mostMacsPerSecond = mostMacsPerSecond;
    }

    /** How kernels that multiply name it. */
    String products() {
        return products;
    }

    /** How kernels name the type that maps are stored in. */
    String maps() {
        return maps;
    }

    boolean isChannelsLast() {
        return channelsLast;
    }

    /** {@link #isChannelsLast} as kernels take it. */
    int channelsLast() {
        return channelsLast ? 1 : 0;
    }

    int leastCapability() {
        return leastCapability;
    }

    /** What no GPU reaches yet. */
    double mostMacsPerSecond() {
        return mostMacsPerSecond;
    }

    Tolerance tolerance() {
        return switch (this) {
            case FP32 -> Tolerance.SINGLE_PRECISION;
            case TF32 -> Tolerance.TF32;
            case FP16 -> Tolerance.HALF;
            case BF16 -> Tolerance.BFLOAT;
        };
    }

    /** Of one element of a map. */
    int bytes() {
        return maps.equals("f32") ? Float.BYTES : Short.BYTES;
    }

    /** Elements that tensor-core kernels load at once. */
    int vector() {
        return VECTOR_BYTES / bytes();
    }

    /** Filters lie in rows that are filled up to a multiple of this. */
    int pitchMultiple() {
        return channelsLast ? 64 : 16;
    }

    /** The tiles there are on a GPU. */
    List<Tile> tiles(DeviceIdentity gpu) {
        return channelsLast ? Tile.tensorCores(64 / bytes(), gpu.multipliesByGroups()) : Tile.PLAIN;
    }
}
