package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import macjoule.calibration.alpha.AlphaPoint;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.AlphaUncertainty;
import macjoule.calibration.alpha.Association;
import macjoule.calibration.alpha.EnergyModel;
import macjoule.calibration.alpha.IntensityComparison;
import macjoule.calibration.alpha.Rival;
import macjoule.calibration.stats.Interval;
import macjoule.calibration.stats.SignificanceTest;
import org.jspecify.annotations.Nullable;

/** What is known about alpha, as JSON. */
final class AlphaJson {
    private static final String SAME_EVERYWHERE = "it is the same for all networks";

    private AlphaJson() {}

    static ObjectNode of(AlphaResult result) {
        AlphaReport report = result.report();
        AlphaUncertainty sure = report.uncertainty();
        ObjectNode document = Json.document("calibrate-alpha")
                .put("source", report.set().source())
                .put("origin", result.origin())
                .put("convention", report.set().convention().id())
                .put("energy", report.set().basis().id())
                .put("n", report.fit().n())
                .put("weightRatio", report.fit().weightRatio())
                .put("alpha", report.fit().alpha())
                .put("r", report.fit().r())
                .put("plateauAlpha", report.fit().plateau().alpha())
                .put("plateauR", report.fit().plateau().r());
        document.set("ci95", interval(sure.ci95()));
        document.set("percentile95", interval(sure.percentile95()));
        document.set("bca95", interval(sure.bca95()));
        document.put("resamples", sure.resamples())
                .put("seed", sure.seed())
                .put("identifiable", report.identifiability().identifiable())
                .put("identifiableReason", report.identifiability().reason())
                .put("conditionNumber", sure.conditionNumber())
                .put("neededNetworks", report.neededNetworks());
        Json.putKnown(
                document,
                "recommendedAlpha",
                NetworkDescription.orNull(report.recommendedAlpha()),
                report.identifiability().reason());
        document.set("curve", curve(report.fit().curve()));
        putFisher(document, report.association(Association.DI_FITTED).orElse(null));
        Json.putKnown(
                document,
                "intensityR",
                report.association(Association.INTENSITY)
                        .map(Association::pearson)
                        .orElse(null),
                SAME_EVERYWHERE);
        document.putObject("leaveOneOut")
                .put("mostInfluential", sure.leaveOneOut().mostInfluential())
                .<ObjectNode>set("alpha", interval(sure.leaveOneOut().alpha()))
                .set("r", interval(sure.leaveOneOut().r()));
        document.set(
                "scale",
                Json.object()
                        .put("throughOrigin", report.fit().scale().throughOrigin())
                        .put("slope", report.fit().scale().slope())
                        .put("intercept", report.fit().scale().intercept()));
        document.set("associations", associations(report.associations()));
        document.set("againstIntensity", comparisons(report.againstIntensity()));
        document.set("rivals", rivals(report.rivals().ranked()));
        document.put("verdict", report.rivals().verdict());
        document.set("energyModel", energyModel(report.rivals().energyModel()));
        document.put("sensorErrors", AlphaReport.SENSOR_ERRORS);
        putOther(document, result);
        result.elsewhere().ifPresent(there -> document.set("portability", portability(there)));
        return document;
    }

    private static ObjectNode portability(AlphaResult.Elsewhere there) {
        ObjectNode json = Json.object()
                .put("with", there.source())
                .put("verdict", there.portability().verdict().name())
                .put("difference", there.portability().difference());
        json.set("ci95", interval(there.portability().ci95()));
        return json.put("paired", there.portability().paired());
    }

    private static void putOther(ObjectNode document, AlphaResult result) {
        AlphaReport other = result.other().orElse(null);
        if (other == null) {
            Json.putKnown(document, "otherEnergy", null, result.reasonAgainstOther());
            return;
        }
        ObjectNode json = document.putObject("otherEnergy")
                .put("energy", other.set().basis().id())
                .put("n", other.fit().n())
                .put("alpha", other.fit().alpha())
                .put("r", other.fit().r())
                .put("plateauAlpha", other.fit().plateau().alpha());
        json.set("ci95", interval(other.uncertainty().ci95()));
        json.put("identifiable", other.identifiability().identifiable())
                .put("identifiableReason", other.identifiability().reason());
    }

    private static void putFisher(ObjectNode document, @Nullable Association association) {
        if (association == null) {
            Json.putKnown(document, "fisher", null, SAME_EVERYWHERE);
            return;
        }
        ObjectNode fisher = document.putObject("fisher");
        fisher.set("ci95", interval(association.ci95()));
        fisher.set("ci99", interval(association.ci99()));
    }

    private static ArrayNode curve(List<AlphaPoint> points) {
        ArrayNode rows = Json.array();
        points.forEach(point -> rows.addObject().put("alpha", point.alpha()).put("r", point.r()));
        return rows;
    }

    private static ArrayNode associations(List<Association> associations) {
        ArrayNode rows = Json.array();
        for (Association association : associations) {
            rows.addObject()
                    .put("metric", association.metric())
                    .put("pearson", association.pearson())
                    .put("spearman", association.spearman())
                    .put("kendall", association.kendall())
                    .<ObjectNode>set("ci95", interval(association.ci95()))
                    .set("ci99", interval(association.ci99()));
        }
        return rows;
    }

    private static ArrayNode comparisons(List<IntensityComparison> comparisons) {
        ArrayNode rows = Json.array();
        for (IntensityComparison comparison : comparisons) {
            rows.addObject()
                    .put("metric", comparison.metric())
                    .<ObjectNode>set("williams", test(comparison.williams()))
                    .set("steiger", test(comparison.steiger()));
        }
        return rows;
    }

    private static ArrayNode rivals(List<Rival> rivals) {
        ArrayNode rows = Json.array();
        for (Rival rival : rivals) {
            rows.addObject()
                    .put("name", rival.name())
                    .put("rootMeanSquareError", rival.rootMeanSquareError())
                    .put("explained", rival.explained())
                    .put("medianRelativeError", rival.medianRelativeError());
        }
        return rows;
    }

    private static ObjectNode energyModel(EnergyModel model) {
        return Json.object()
                .put("joulesPerImage", model.joulesPerImage())
                .put("joulesPerMac", model.joulesPerMac())
                .put("joulesPerParam", model.joulesPerParam())
                .put("joulesPerActivation", model.joulesPerActivation());
    }

    private static ObjectNode test(SignificanceTest test) {
        return Json.object().put("statistic", test.statistic()).put("p", test.pValue());
    }

    private static ArrayNode interval(Interval interval) {
        return Json.array().add(interval.lower()).add(interval.upper());
    }
}
