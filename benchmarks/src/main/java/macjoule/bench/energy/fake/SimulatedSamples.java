package macjoule.bench.energy.fake;

import macjoule.bench.energy.nvml.NvmlCode;
import macjoule.bench.energy.nvml.SampleBuffer;

/** The last samples of power that a simulated driver keeps, without noise. */
final class SimulatedSamples {
    /** As many as drivers were seen to keep. */
    private static final int KEPT = 120;

    /** When the simulation began, as a time of day. */
    private static final long EPOCH_MICROS = 1_700_000_000_000_000L;

    private final SensorScript script;
    private final PowerTruth truth;

    SimulatedSamples(SensorScript script, PowerTruth truth) {
        this.script = script;
        this.truth = truth;
    }

    void read(SampleBuffer into, long afterMicros, double now) {
        into.clear();
        if (script.code() != 0) {
            into.fail(NvmlCode.of(script.code()));
            return;
        }
        long newest = (long) Math.floor((now - script.phaseMs() / 1e3) / (script.updateMs() / 1e3));
        for (long sample = Math.max(1, newest - KEPT + 1); sample <= newest; sample++) {
            double second = (sample * script.updateMs() + script.phaseMs()) / 1e3;
            long micros = EPOCH_MICROS + Math.round(second * 1e6);
            if (micros > afterMicros) {
                double watts = truth.meanWatts(second - script.windowMs() / 1e3, second);
                into.add(micros, Math.round(((1 + script.gainError()) * watts + script.offsetWatts()) * 1e3));
            }
        }
        if (into.size() == 0) {
            into.fail(NvmlCode.NOT_FOUND);
        }
    }
}
