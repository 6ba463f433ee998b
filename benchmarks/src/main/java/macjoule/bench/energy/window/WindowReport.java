package macjoule.bench.energy.window;

import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.bench.energy.core.Energy;
import macjoule.bench.energy.core.EnergyJson;
import macjoule.bench.energy.core.Source;
import macjoule.bench.energy.nvml.EventReason;
import org.jspecify.annotations.Nullable;

/**
 * One window, with what is needed to compute its figure anew and to judge it.
 *
 * @param beside the figure of a second source, where it is not settled which is right
 * @param throttle null where the GPU could not be asked
 * @param celsiusBefore negative where it could not be read
 * @param celsiusAfter negative where it could not be read
 * @param blocks in how many blocks at spread phases of the sensor it was measured, or 0 for one undivided window
 * @param undivided the window that blocks stand in for, or null
 */
public record WindowReport(
        Energy energy,
        @Nullable Energy beside,
        int counterEdges,
        @Nullable Throttle throttle,
        long celsiusBefore,
        long celsiusAfter,
        int blocks,
        @Nullable WindowReport undivided) {

    /** A window that came to nothing. */
    public static WindowReport without(Energy energy) {
        return new WindowReport(energy, null, 0, null, -1, -1, 0, null);
    }

    static WindowReport of(Energy energy, @Nullable Energy beside, int counterEdges, Conditions conditions) {
        return new WindowReport(
                energy,
                beside,
                counterEdges,
                conditions.throttle(),
                conditions.celsiusBefore(),
                conditions.celsiusAfter(),
                0,
                null);
    }

    WindowReport inBlocks(int count) {
        return new WindowReport(energy, beside, counterEdges, throttle, celsiusBefore, celsiusAfter, count, undivided);
    }

    /** These blocks in the place of the window that followed them, unless what spoilt that one spoils its time as well. */
    public WindowReport inPlaceOf(WindowReport window) {
        return window.hasDisturbedDevice()
                ? window
                : new WindowReport(
                        energy,
                        window.beside,
                        window.counterEdges,
                        window.throttle,
                        window.celsiusBefore,
                        window.celsiusAfter,
                        blocks,
                        window);
    }

    private boolean hasDisturbedDevice() {
        return energy instanceof Energy.Invalid invalid
                ? invalid.cause().isOfTheDevice()
                : energy instanceof Energy.Unavailable;
    }

    /** The same with one more condition that a reader has to know of; a window without a figure stays as it is. */
    public WindowReport labelled(String label) {
        return energy instanceof Energy.Measured measured ? with(measured.labelled(label)) : this;
    }

    /** The same without its figure. */
    public WindowReport refused(Energy.Cause cause, String reason) {
        return energy instanceof Energy.Measured ? with(new Energy.Invalid(cause, reason)) : this;
    }

    private WindowReport with(Energy other) {
        return new WindowReport(other, beside, counterEdges, throttle, celsiusBefore, celsiusAfter, blocks, undivided);
    }

    /** How the figure was come by, or null without one. */
    public @Nullable String method() {
        if (!(energy instanceof Energy.Measured measured)) {
            return null;
        }
        if (blocks > 0) {
            return "stratified-blocks";
        }
        return measured.source() == Source.COUNTER ? "counter-edges" : "polled-power";
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
        json.put("method", method());
        if (blocks > 0) {
            json.put("blocks", blocks);
        }
        if (undivided != null) {
            json.set("undivided", EnergyJson.of(undivided.energy));
        }
        json.put("counterEdges", counterEdges);
        if (throttle != null) {
            json.put("powerCapShare", finite(throttle.share(HoldBack.POWER_CAP)))
                    .put("thermalShare", finite(throttle.thermal()))
                    .put("powerBrakeShare", finite(throttle.share(HoldBack.POWER_BRAKE)))
                    .put("syncBoostShare", finite(throttle.share(HoldBack.SYNC_BOOST)))
                    .put("boardLimitShare", finite(throttle.share(HoldBack.BOARD_LIMIT)))
                    .put("reliabilityShare", finite(throttle.share(HoldBack.RELIABILITY)))
                    .put("eventReasons", known(throttle.reasons()))
                    .put("meanClockMhz", finite(throttle.meanClock()))
                    .put("lowestClockMhz", finite(throttle.lowestClock()));
            if (throttle.reasons() != Throttle.UNKNOWN_REASONS) {
                EventReason.names(throttle.reasons()).forEach(json.putArray("throttleReasons")::add);
            }
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
