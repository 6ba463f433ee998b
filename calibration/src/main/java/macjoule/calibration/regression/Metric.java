package macjoule.calibration.regression;

import java.util.Locale;
import macjoule.calibration.record.Measurement;
import org.jspecify.annotations.Nullable;

/** What is judged, of one operation; less is better. */
public enum Metric {
    TIME("secondsPerOp", 0.02),
    ENERGY("joulesPerOp", 0.03);

    private final String field;
    private final double floor;

    Metric(String field, double floor) {
        this.field = field;
        this.floor = floor;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in records. */
    public String field() {
        return field;
    }

    /** The relative change below which nobody should be woken, however sure it is. */
    public double floor() {
        return floor;
    }

    /** Its value in one window; null if it was not measured. */
    @Nullable
    Double of(Measurement window) {
        Double total = this == TIME ? window.seconds() : window.joules();
        long operations = this == TIME ? window.operations() : window.allOperations();
        return total == null ? null : (Double) (total / operations);
    }
}
