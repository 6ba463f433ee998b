package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Joules;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/** The joules of one case as JSON: gross and net, with uncertainties and everything that a reader has to know of them. */
final class JoulesJson {
    private static final String ONCE = "nothing was repeated, so that no spread shows";

    private JoulesJson() {}

    static ObjectNode of(BenchReport.Row row) {
        CaseResult result = row.result();
        Joules joules = result.joules();
        ObjectNode json = Json.object().put("value", result.joulesPerOp()).put("reason", result.joulesReason());
        if (joules == null) {
            return json.putNull("comparison").putNull("absolute");
        }
        Json.putKnown(json, "comparison", joules.comparison(), ONCE);
        Json.putKnown(json, "absolute", joules.absolute(), ONCE);
        json.put("intervalsOver", joules.repeated());
        ObjectNode net = json.putObject("net");
        Json.putKnown(net, "value", joules.netPerOp(), String.valueOf(joules.netReason()));
        Json.putKnown(net, "absolute", joules.netAbsolute(), joules.netReason() == null ? ONCE : joules.netReason());
        Json.putKnown(json, "perImage", row.joulesPerImage(), "a peak has no images");
        Json.putKnown(json, "perPixel", perPixel(row), "it reads no images");
        json.put("provenance", joules.provenance())
                .put("source", joules.source())
                .put("scope", joules.scope())
                .put("spoiltWindows", joules.spoiltWindows());
        joules.labels().forEach(json.putArray("labels")::add);
        return json;
    }

    /** Of the input, whose size decides what a convolution costs. */
    private static @Nullable Double perPixel(BenchReport.Row row) {
        Double perImage = row.joulesPerImage();
        if (perImage == null) {
            return null;
        }
        Shape input = BenchmarkCase.of(row.result().unit().key())
                .workload()
                .network()
                .nodes()
                .get(0)
                .output();
        long pixels = (long) input.height() * input.width();
        return pixels > 1 ? (Double) (perImage / pixels) : null;
    }
}
