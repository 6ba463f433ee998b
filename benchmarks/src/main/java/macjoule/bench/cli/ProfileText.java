package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import macjoule.calibration.alpha.AlphaEstimate;
import macjoule.calibration.alpha.DeltaEstimate;
import macjoule.calibration.alpha.Figure;
import org.jspecify.annotations.Nullable;

/** What was taken from a hardware profile, told with where it comes from. */
final class ProfileText {
    private static final String NO_VALUE = "it has no value";

    private ProfileText() {}

    static String of(AlphaEstimate alpha) {
        return String.format(
                Locale.ROOT,
                "alpha %.4f (95 %%: %.3f..%.3f), %s, from %s",
                alpha.value(),
                alpha.ci95().lower(),
                alpha.ci95().upper(),
                alpha.origin(),
                String.join(", ", alpha.sources()));
    }

    static ObjectNode json(AlphaEstimate alpha) {
        ObjectNode json = Json.object().put("alpha", alpha.value());
        json.putArray("ci95").add(alpha.ci95().lower()).add(alpha.ci95().upper());
        json.put("energy", alpha.energy()).put("origin", alpha.origin());
        alpha.sources().forEach(json.putArray("sources")::add);
        return json;
    }

    static String of(DeltaEstimate delta) {
        return "share " + text(delta.share(), 1, "") + ", memory latency "
                + text(delta.dramLatencySeconds(), 1e9, " ns") + ", " + delta.origin() + ", from "
                + String.join(", ", delta.sources()) + "; the share is for --model delta-plus";
    }

    private static String text(Figure figure, double unit, String suffix) {
        Double value = figure.value();
        return value == null
                ? "as without a profile (" + figure.reason() + ")"
                : String.format(Locale.ROOT, "%.4g%s", unit * value, suffix);
    }

    static ObjectNode json(DeltaEstimate delta) {
        ObjectNode json = Json.object().put("gpu", delta.gpu());
        Json.putKnown(json, "share", delta.share().value(), reason(delta.share()));
        Json.putKnown(
                json, "dramLatencySeconds", delta.dramLatencySeconds().value(), reason(delta.dramLatencySeconds()));
        json.put("origin", delta.origin());
        delta.sources().forEach(json.putArray("sources")::add);
        return json;
    }

    private static String reason(Figure figure) {
        @Nullable String reason = figure.reason();
        return reason == null ? NO_VALUE : reason;
    }
}
