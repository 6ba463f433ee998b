package macjoule.bench.energy.passport;

import java.util.Arrays;
import macjoule.bench.energy.core.Scope;
import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.NvmlDevice;
import macjoule.bench.energy.nvml.SampleBuffer;
import macjoule.bench.energy.nvml.SampleBuffer.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What the driver keeps of past power, which could be read more rarely than a sensor that keeps nothing. Null where there
 * is nothing.
 *
 * @param code the NVML code it refuses with, or 0
 * @param count how many samples there were
 * @param period the median time between two, in seconds
 * @param span from the oldest to the newest, in seconds
 * @param loadWatts their mean while a load was held
 * @param disagreement how far that is from the mean of the other sources, relative
 */
public record SampleTraits(
        int code,
        @Nullable Integer count,
        @Nullable Double period,
        @Nullable Double span,
        @Nullable Double loadWatts,
        @Nullable Double disagreement) {
    private static final int CAPACITY = 16_384;

    /** Reads what is kept now, under a load that has been held for so many seconds. */
    static SampleTraits of(NvmlDevice device, Scope scope, double heldSeconds, double otherWatts) {
        SampleBuffer samples = new SampleBuffer(scope == Scope.MODULE ? Kind.MODULE_POWER : Kind.TOTAL_POWER, CAPACITY);
        device.read(samples, 0);
        if (samples.code() != NvmlCode.SUCCESS || samples.size() == 0) {
            NvmlCode code = samples.code() == NvmlCode.SUCCESS ? NvmlCode.NO_DATA : samples.code();
            return new SampleTraits(code.number(), null, null, null, null, null);
        }
        return of(samples, heldSeconds, otherWatts);
    }

    private static SampleTraits of(SampleBuffer samples, double heldSeconds, double otherWatts) {
        // The header promises no order.
        long[] times = new long[samples.size()];
        Arrays.setAll(times, samples::micros);
        Arrays.sort(times);
        long newest = times[times.length - 1];
        double sum = 0;
        int count = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (newest - samples.micros(i) <= heldSeconds * 1e6) {
                sum += samples.value(i) / 1e3;
                count++;
            }
        }
        double watts = sum / count;
        Double disagreement = Double.isNaN(otherWatts) ? null : (Double) (Math.abs(watts - otherWatts) / otherWatts);
        return new SampleTraits(0, times.length, medianGap(times), (newest - times[0]) / 1e6, watts, disagreement);
    }

    private static @Nullable Double medianGap(long[] times) {
        if (times.length < 2) {
            return null;
        }
        long[] gaps = new long[times.length - 1];
        Arrays.setAll(gaps, i -> times[i + 1] - times[i]);
        Arrays.sort(gaps);
        return gaps[gaps.length / 2] / 1e6;
    }

    public boolean works() {
        return code == 0;
    }
}
