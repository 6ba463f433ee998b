package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import macjoule.calibration.published.DeltaAccuracy;
import macjoule.calibration.published.PublishedTables;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.traffic.Comparison;
import macjoule.calibration.traffic.DeltaCalibration;
import macjoule.calibration.traffic.FreeNumberFit;
import macjoule.calibration.traffic.LevelAgreement;
import macjoule.calibration.traffic.Miss;
import macjoule.calibration.traffic.TrafficEvidence;
import org.jspecify.annotations.Nullable;

/** How the traffic models fare, as JSON: first the paper's DeLTA, then every model against every kind of reference. */
final class TrafficJson {
    private static final String NOT_PRINTED = "not in print";

    private TrafficJson() {}

    static ObjectNode of(TrafficResult result) {
        Comparison first = result.comparisons().get(0);
        ObjectNode document = Json.document("calibrate-traffic")
                .put("run", result.run())
                .put("gpu", result.gpu().name());
        putComparison(document, first);
        ArrayNode comparisons = document.putArray("comparisons");
        result.comparisons().forEach(one -> putComparison(comparisons.addObject(), one));
        ArrayNode calibrations = document.putArray("calibrations");
        result.checks()
                .forEach(check -> calibrations.add(
                        calibration(check.comparisons().get(0).against(), check.group(), check.calibration())));
        document.set("published", published());
        ArrayNode leftOut = document.putArray("leftOut");
        result.leftOut()
                .forEach(one -> leftOut.addObject().put("what", one.what()).put("reason", one.reason()));
        ArrayNode reasons = document.putArray("leftOutReasons");
        TrafficEvidence.reasons(result.leftOut())
                .forEach((reason, count) ->
                        reasons.addObject().put("reason", reason).put("count", count));
        result.notes().forEach(document.putArray("notes")::add);
        return document;
    }

    private static void putComparison(ObjectNode json, Comparison comparison) {
        json.put("model", comparison.model())
                .put("group", comparison.group())
                .put("against", comparison.against())
                .put("origin", comparison.origin().id());
        ObjectNode levels = json.putObject("levels");
        comparison.levels().forEach(level -> levels.set(level.level().id(), level(level)));
        json.set("worst", misses(comparison.worst()));
    }

    private static ObjectNode level(LevelAgreement level) {
        ObjectNode json = Json.object()
                .put("gmae", level.gmae())
                .put("stdev", level.stdev())
                .put("within10", level.within10())
                .put("within20", level.within20())
                .put("n", level.n())
                .put("bias", level.bias());
        putInterval(json, "gmaeCi95", level.gmaeCi95());
        putInterval(json, "biasCi95", level.biasCi95());
        return level.reason() == null ? json : json.put("reason", level.reason());
    }

    private static void putInterval(ObjectNode json, String name, @Nullable Interval interval) {
        if (interval == null) {
            json.putNull(name).put(name + "Reason", "fewer than three layers");
        } else {
            json.putArray(name).add(interval.lower()).add(interval.upper());
        }
    }

    private static ArrayNode misses(List<Miss> misses) {
        ArrayNode rows = Json.array();
        for (Miss miss : misses) {
            rows.addObject()
                    .put("case", miss.layer())
                    .put("type", miss.type())
                    .put("engine", miss.engine())
                    .put("level", miss.level().id())
                    .put("predicted", miss.predicted())
                    .put("reference", miss.reference())
                    .put("ratio", miss.ratio())
                    .put("cause", miss.cause());
        }
        return rows;
    }

    private static ObjectNode calibration(String against, String group, DeltaCalibration calibration) {
        ObjectNode json = Json.object()
                .put("against", against)
                .put("group", group)
                .put("origin", calibration.origin().id());
        json.set("share", fit(calibration.share()));
        json.set("dramLatencySeconds", fit(calibration.dramLatencySeconds()));
        return json;
    }

    private static ObjectNode fit(FreeNumberFit fit) {
        Interval interval = fit.ci95();
        ObjectNode json = Json.object().put("value", fit.value());
        if (interval == null) {
            json.putNull("ci95");
        } else {
            json.putArray("ci95").add(interval.lower()).add(interval.upper());
        }
        return json.put("identifiable", fit.identifiable())
                .put("reason", fit.reason())
                .put("errorUncalibrated", fit.errorUncalibrated())
                .put("errorInFold", fit.errorInFold())
                .put("errorOutOfFold", fit.errorOutOfFold())
                .put("n", fit.n());
    }

    private static ArrayNode published() {
        ArrayNode rows = Json.array();
        for (DeltaAccuracy row : PublishedTables.deltaAccuracy()) {
            ObjectNode json = rows.addObject().put("level", row.level()).put("gpu", row.gpu());
            Json.putKnown(json, "gmae", NetworkDescription.orNull(row.gmae()), NOT_PRINTED);
            Json.putKnown(json, "stdev", NetworkDescription.orNull(row.stdev()), NOT_PRINTED);
        }
        return rows;
    }
}
