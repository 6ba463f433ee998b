package macjoule.calibration.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.model.reuse.Roofline;
import org.jspecify.annotations.Nullable;

/**
 * What each device did at most in this very run, so that results can be told as a share of what the machine can do rather than
 * of what a data sheet says.
 *
 * @param macsPerSecond the best multiplication of large matrices, by device and arithmetic: tensor cores multiply half precision
 *     many times as fast as single
 * @param bytesPerSecond the best pass over memory, bytes read and written counted once each, by device
 */
public record Peaks(Map<Arithmetic, Double> macsPerSecond, Map<String, Double> bytesPerSecond) {
    /**
     * What multiplies.
     *
     * @param precision such as fp16
     */
    public record Arithmetic(String device, String precision) implements Comparable<Arithmetic> {
        static Arithmetic of(PlannedEngine engine) {
            return new Arithmetic(engine.device(), engine.arithmetic());
        }

        @Override
        public int compareTo(Arithmetic other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return device + " in " + precision;
        }
    }

    public Peaks {
        macsPerSecond = Map.copyOf(macsPerSecond);
        bytesPerSecond = Map.copyOf(bytesPerSecond);
    }

    /** Of the best window each: what disturbs a machine only ever makes it slower. */
    static Peaks of(Plan plan, List<Measurement> measurements) {
        Map<Arithmetic, Double> macs = new HashMap<>();
        Map<String, Double> bytes = new HashMap<>();
        for (Measurement window : measurements) {
            PlannedCase planned = plan.find(window.key()).orElse(null);
            PlannedEngine engine = plan.engine(window.engine()).orElse(null);
            Double seconds = window.seconds();
            if (planned == null || engine == null || seconds == null) {
                continue;
            }
            double perSecond = window.operations() / seconds;
            if (planned.kind() == Kind.PEAK_COMPUTE) {
                macs.merge(Arithmetic.of(engine), planned.macsConvFc() * perSecond, Math::max);
            } else if (planned.kind() == Kind.PEAK_BANDWIDTH) {
                bytes.merge(engine.device(), engine.minimalBytes(planned) * perSecond, Math::max);
            }
        }
        return new Peaks(macs, bytes);
    }

    /** Where a measured case lies under the roof of its device and arithmetic; null if the run did not measure that roof. */
    public @Nullable Position position(Plan plan, CaseResult result) {
        PlannedEngine engine = plan.engine(result.unit().engine()).orElse(null);
        PlannedCase planned = plan.find(result.unit().key()).orElse(null);
        Double seconds = result.secondsPerOp();
        if (engine == null || planned == null || seconds == null) {
            return null;
        }
        Double macs = macsPerSecond.get(Arithmetic.of(engine));
        Double bytes = bytesPerSecond.get(engine.device());
        return macs == null || bytes == null
                ? null
                : Position.of(planned, engine.minimalBytes(planned), seconds, new Roofline(2 * macs, bytes));
    }

    /**
     * A case under the roof. A multiply-accumulate is two FLOP.
     *
     * @param shareOfPeak of the MAC/s of large matrices; null for work without arithmetic
     * @param shareOfBandwidth of the bytes per second of a plain pass over memory, if every element were moved once
     * @param shareOfRoof of what is attainable at this intensity, for work without arithmetic the share of the bandwidth; above 1
     *     where a cache spared traffic to memory
     */
    public record Position(
            double flopPerByte,
            @Nullable Double shareOfPeak,
            double shareOfBandwidth,
            double shareOfRoof,
            Roofline.Bound bound) {

        static Position of(PlannedCase planned, long bytes, double seconds, Roofline roof) {
            double flops = 2.0 * planned.macsConvFc();
            Roofline.Point point = roof.place(flops / bytes);
            double ofBandwidth = bytes / seconds / roof.bytesPerSecond();
            return flops == 0
                    ? new Position(0, null, ofBandwidth, ofBandwidth, point.bound())
                    : new Position(
                            point.flopPerByte(),
                            flops / seconds / roof.peakFlops(),
                            ofBandwidth,
                            flops / seconds / point.attainableFlops(),
                            point.bound());
        }
    }
}
