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
 * @param macsPerSecond the best multiplication of large matrices, by device
 * @param bytesPerSecond the best pass over memory, bytes read and written counted once each, by device
 */
public record Peaks(Map<String, Double> macsPerSecond, Map<String, Double> bytesPerSecond) {

    public Peaks {
        macsPerSecond = Map.copyOf(macsPerSecond);
        bytesPerSecond = Map.copyOf(bytesPerSecond);
    }

    /** Of the best window each: what disturbs a machine only ever makes it slower. */
    static Peaks of(Plan plan, List<Measurement> measurements) {
        Map<String, Double> macs = new HashMap<>();
        Map<String, Double> bytes = new HashMap<>();
        for (Measurement window : measurements) {
            PlannedCase planned = plan.find(window.key()).orElse(null);
            Double seconds = window.seconds();
            if (planned == null || seconds == null) {
                continue;
            }
            String device = device(plan, window.unit());
            double perSecond = window.operations() / seconds;
            if (planned.kind() == Kind.PEAK_COMPUTE) {
                macs.merge(device, planned.macsConvFc() * perSecond, Math::max);
            } else if (planned.kind() == Kind.PEAK_BANDWIDTH) {
                bytes.merge(device, planned.minimalBytes() * perSecond, Math::max);
            }
        }
        return new Peaks(macs, bytes);
    }

    private static String device(Plan plan, Unit unit) {
        return plan.engine(unit.engine()).map(PlannedEngine::device).orElse("");
    }

    /** Where a measured case lies under the roof of its device; null if the run did not measure that roof. */
    public @Nullable Position position(Plan plan, CaseResult result) {
        String device = device(plan, result.unit());
        Double macs = macsPerSecond.get(device);
        Double bytes = bytesPerSecond.get(device);
        Double seconds = result.secondsPerOp();
        PlannedCase planned = plan.find(result.unit().key()).orElse(null);
        return macs == null || bytes == null || seconds == null || planned == null
                ? null
                : Position.of(planned, seconds, new Roofline(2 * macs, bytes));
    }

    /**
     * A case under the roof. A multiply-accumulate is two FLOP.
     *
     * @param shareOfPeak of the MAC/s of large matrices
     * @param shareOfBandwidth of the bytes per second of a plain pass over memory, if every element were moved once
     * @param shareOfRoof of what is attainable at this intensity; above 1 where a cache spared traffic to memory
     */
    public record Position(
            double flopPerByte, double shareOfPeak, double shareOfBandwidth, double shareOfRoof, Roofline.Bound bound) {

        static Position of(PlannedCase planned, double seconds, Roofline roof) {
            double flops = 2.0 * planned.macsConvFc();
            Roofline.Point point = roof.place(flops / planned.minimalBytes());
            return new Position(
                    point.flopPerByte(),
                    flops / seconds / roof.peakFlops(),
                    planned.minimalBytes() / seconds / roof.bytesPerSecond(),
                    point.attainableFlops() == 0 ? 0 : flops / seconds / point.attainableFlops(),
                    point.bound());
        }
    }
}
