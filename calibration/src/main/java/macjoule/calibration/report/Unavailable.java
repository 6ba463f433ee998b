package macjoule.calibration.report;

import java.util.Optional;

/** Stands where there are no data, and says why. */
public record Unavailable(String reason) implements Body {

    public Unavailable {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("no reason why there are no data");
        }
    }

    static String text(String reason) {
        return "unavailable: " + reason;
    }

    /** As readers see it. */
    public String text() {
        return text(reason);
    }

    @Override
    public Optional<Table<?>> numbers() {
        return Optional.empty();
    }

    @Override
    public String kind() {
        return "unavailable";
    }
}
