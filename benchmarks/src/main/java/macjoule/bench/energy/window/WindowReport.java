package macjoule.bench.energy.window;

import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.EnergyJson;
import macjoule.bench.energy.nvml.EventReason;
import org.jspecify.annotations.Nullable;

/**
 * One window, with what is needed to compute its figure anew and to judge it.
 *
 * @param beside the figure of a second source, where it is not settled which is right
 * @param throttle null where the GPU could not be asked
 * @param celsiusBefore negative where it could not be read
 * @param celsiusAfter negative where it could not be read
 */
public record WindowReport(
        Energy energy,
        @Nullable Energy beside,
        int counterEdges,
        @Nullable Throttle throttle,
        long celsiusBefore,
        long celsiusAfter) {

    /** A window that came to nothing. */
    static WindowReport without(Energy energy) {
        return new WindowReport(energy, null, 0, null, -1, -1);
    }

    /** The same with one more condition that a reader has to know of; a window without a figure stays as it is. */
    public WindowReport labelled(String label) {
        return energy instanceof Energy.Measured measured
                ? new WindowReport(
                        measured.labelled(label), beside, counterEdges, throttle, celsiusBefore, celsiusAfter)
                : this;
    }

    /** The joules of one operation that took this long within the window, or NaN. */
    public double joulesPerOperation(double secondsPerOperation) {
        return energy instanceof Energy.Measured measured ? measured.watts() * secondsPerOperation : Double.NaN;
    }

    public ObjectNode json() {
        ObjectNode json = EnergyJson.of(energy);
        if (beside != null) {
            json.set("beside", EnergyJson.of(beside));
        }
        json.put("counterEdges", counterEdges);
        if (throttle != null) {
            json.put("powerCapShare", throttle.powerCap())
                    .put("thermalShare", throttle.thermal())
                    .put("powerBrakeShare", throttle.powerBrake())
                    .put("eventReasons", throttle.reasons())
                    .put("meanClockMhz", finite(throttle.meanClock()))
                    .put("lowestClockMhz", finite(throttle.lowestClock()));
            EventReason.names(throttle.reasons()).forEach(json.putArray("throttleReasons")::add);
        }
        return json.put("celsiusBefore", known(celsiusBefore)).put("celsiusAfter", known(celsiusAfter));
    }

    private static @Nullable Double finite(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static @Nullable Long known(long value) {
        return value < 0 ? null : value;
    }
}
