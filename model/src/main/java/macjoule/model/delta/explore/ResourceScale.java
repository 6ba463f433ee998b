package macjoule.model.delta.explore;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/**
 * How many times as much a design has of each resource as the GPU it starts from. A resource that is not named stays as it is;
 * latencies and the clock always do.
 */
public record ResourceScale(Map<Resource, Double> factors) {
    public static final ResourceScale NONE = new ResourceScale(Map.of());

    public ResourceScale {
        EnumMap<Resource, Double> copy = new EnumMap<>(Resource.class);
        copy.putAll(factors);
        copy.forEach((resource, factor) -> {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new BadInputException(
                        resource.key() + " times " + factor, "design", "give a positive factor, such as 1.5");
            }
        });
        factors = Collections.unmodifiableMap(copy);
    }

    public double of(Resource resource) {
        return factors.getOrDefault(resource, 1.0);
    }

    /** The same with {@code resource} at {@code factor}. */
    public ResourceScale with(Resource resource, double factor) {
        Map<Resource, Double> changed = new EnumMap<>(Resource.class);
        changed.putAll(factors);
        changed.put(resource, factor);
        return new ResourceScale(changed);
    }

    /** The factor of the whole card, which for what each SM has includes the number of SMs. */
    public double total(Resource resource) {
        return resource.perSm() ? of(resource) * of(Resource.SM_COUNT) : of(resource);
    }

    /** {@code base} with its resources scaled, under a name of its own. Whole numbers are rounded. */
    public GpuSpec applyTo(GpuSpec base, String name) {
        double arithmetic = total(Resource.MAC_PER_SM);
        return new GpuSpec(
                name,
                base.title() + " scaled",
                base.architecture(),
                base.computeCapability(),
                (int) Math.min(Integer.MAX_VALUE, scaled(base.smCount(), Resource.SM_COUNT)),
                base.clockHz(),
                base.fp32Flops() * arithmetic,
                base.l1BytesPerSecondPerSm() * of(Resource.L1_BANDWIDTH_PER_SM),
                base.l2BytesPerSecond() * of(Resource.L2_BANDWIDTH),
                base.dramBytesPerSecond() * of(Resource.DRAM_BANDWIDTH),
                scaled(base.l1BytesPerSm(), Resource.L1_SIZE_PER_SM),
                scaled(base.sharedBytesPerSm(), Resource.SHARED_SIZE_PER_SM),
                scaled(base.registerBytesPerSm(), Resource.REGISTERS_PER_SM),
                scaled(base.l2Bytes(), Resource.L2_SIZE),
                base.l1RequestBytes(),
                base.sharedBytesPerSecondPerSm() * of(Resource.SHARED_BANDWIDTH_PER_SM),
                base.l1LatencyCycles(),
                base.l2LatencyCycles(),
                base.dramLatencyCycles(),
                base.sharedLatencyCycles(),
                times(base.tensorTf32Flops(), arithmetic),
                times(base.tensorFp16Flops(), arithmetic),
                base.dramBytes(),
                null,
                Map.of());
    }

    private long scaled(long amount, Resource resource) {
        return Math.max(1, Math.round(amount * of(resource)));
    }

    private static @Nullable Double times(@Nullable Double amount, double factor) {
        return amount == null ? null : amount * factor;
    }
}
