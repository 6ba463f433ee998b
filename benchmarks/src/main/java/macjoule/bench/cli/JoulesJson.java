package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import macjoule.bench.plan.BenchmarkCase;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Joules;
import macjoule.model.net.Shape;
import org.jspecify.annotations.Nullable;

/** The joules of one case as JSON: gross and net, with uncertainties and everything that a reader has to know of them. */
final class JoulesJson {
    private static final String NOT_ABOVE_IDLE = "it is not above 0, so that nothing can be a share of it";

    private JoulesJson() {}

    static ObjectNode of(BenchReport.Row row) {
        CaseResult result = row.result();
        Joules joules = result.joules();
        ObjectNode json = Json.object().put("value", result.joulesPerOp()).put("reason", result.joulesReason());
        if (joules == null) {
            return json.putNull("comparison").putNull("absolute");
        }
        String unknown = String.valueOf(joules.intervalReason());
        Json.putKnown(json, "comparison", joules.comparison(), unknown);
        Json.putKnown(json, "absolute", joules.absolute(), unknown);
        json.put("intervalsOver", joules.repeated());
        putNet(json.putObject("net"), joules, unknown);
        putBeside(json, joules.beside());
        Json.putKnown(json, "perImage", row.joulesPerImage(), "a peak has no images");
        Json.putKnown(json, "perPixel", perPixel(row), "it reads no images");
        json.put("provenance", joules.provenance())
                .put("source", joules.source())
                .put("scope", joules.scope())
                .put("spoiltWindows", joules.spoiltWindows());
        joules.spoilt().stream().distinct().forEach(json.putArray("spoiltReasons")::add);
        joules.labels().forEach(json.putArray("labels")::add);
        return json;
    }

    private static void putNet(ObjectNode json, Joules joules, String unknownInterval) {
        Double net = joules.netPerOp();
        Json.putKnown(json, "value", net, String.valueOf(joules.netReason()));
        String reason = net == null ? String.valueOf(joules.netReason()) : net > 0 ? unknownInterval : NOT_ABOVE_IDLE;
        Json.putKnown(json, "absolute", joules.netAbsolute(), reason);
    }

    private static void putBeside(ObjectNode json, Joules.@Nullable Beside beside) {
        if (beside == null) {
            json.putNull("beside").put("besideReason", "no second source was asked");
            return;
        }
        ObjectNode second = json.putObject("beside").put("source", beside.source());
        Json.putKnown(second, "value", beside.perOp(), String.valueOf(beside.reason()));
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
