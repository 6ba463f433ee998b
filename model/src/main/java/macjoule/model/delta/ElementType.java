package macjoule.model.delta;

import macjoule.model.BadInputException;
import macjoule.model.gpu.GpuSpec;
import org.jspecify.annotations.Nullable;

/** What the matrices hold and which arithmetic units multiply them. The paper knows single precision only. */
public enum ElementType {
    FP32(4),
    /** Four bytes, multiplied by tensor cores. */
    TF32(4),
    /** Two bytes, multiplied by tensor cores. */
    FP16(2);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }

    /** Multiply-accumulates per second of the whole card. */
    public double macsPerSecond(GpuSpec gpu) {
        return switch (this) {
            case FP32 -> gpu.fp32Flops() / 2;
            case TF32 -> known(gpu.tensorTf32Flops(), gpu) / 2;
            case FP16 -> known(gpu.tensorFp16Flops(), gpu) / 2;
        };
    }

    private double known(@Nullable Double flops, GpuSpec gpu) {
        if (flops == null) {
            throw new BadInputException(
                    "no tensor core rate for " + this,
                    "GPU " + gpu.name(),
                    "use FP32 or add the rate to the GPU's data");
        }
        return flops;
    }
}
