package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import macjoule.model.training.Footprint;
import macjoule.model.training.Iteration;
import macjoule.model.training.ReuseAnalysis;
import macjoule.model.training.ReuseScope;
import macjoule.model.training.StepRecord;
import macjoule.model.training.Trace;
import macjoule.model.training.TrainingModel;
import macjoule.model.training.graph.LayerType;
import macjoule.model.training.study.CapacitySearch;
import macjoule.model.training.study.ReproductionRow;
import org.jspecify.annotations.Nullable;

/** What {@code training} tells, as JSON. */
final class TrainingJson {
    private static final String SEVERAL = "several batches: each run has its own";

    private TrainingJson() {}

    static ObjectNode runs(List<TrainingModel> models, List<TrainingRun> runs) {
        ObjectNode document = document(models.get(0));
        if (models.size() > 1) {
            // The parameters are the same whatever the batch; the rest is told with each run.
            document.putNull("batch").put("batchReason", SEVERAL);
            document.putNull("peakActivationBytes").put("peakActivationBytesReason", SEVERAL);
        }
        ArrayNode rows = document.putArray("runs");
        for (TrainingRun run : runs) {
            ObjectNode row =
                    iteration(run.iteration()).put("speedup", run.speedup()).put("speedupBound", run.bound());
            row.put("persistentBytes", run.footprint().persistent())
                    .put("peakActivationBytes", run.footprint().peakActivations());
            if (run.leastTraffic() != null) {
                row.put("trafficLowerBound", run.leastTraffic());
            }
            rows.add(row);
        }
        return document;
    }

    static ObjectNode steps(TrainingModel model, Trace trace) {
        ObjectNode document = document(model);
        document.putArray("runs").add(iteration(trace.iteration()));
        ArrayNode scopes = document.putArray("reuseScopes");
        ReuseAnalysis reuse = model.reuse();
        for (ReuseScope scope : ReuseScope.values()) {
            scopes.addObject()
                    .put("scope", KebabEnums.id(scope))
                    .put("reuses", reuse.of(scope).size())
                    .put("capacityForAllBytes", reuse.capacityForAll(scope));
        }
        ArrayNode steps = document.putArray("layers");
        for (StepRecord step : trace.steps()) {
            steps.addObject()
                    .put("name", step.name())
                    .put("layer", step.layer())
                    .put("phase", KebabEnums.id(step.phase()))
                    .put("type", id(step.type()))
                    .put("ops", step.ops())
                    .put("workingSet", step.workingSet())
                    .put("occupancy", step.occupancy())
                    .put("streamed", step.streamed())
                    .put("trafficIn", step.trafficIn())
                    .put("trafficOut", step.trafficOut())
                    .put("beginSeconds", step.begin())
                    .put("computeStartSeconds", step.computeStart())
                    .put("endSeconds", step.end())
                    .put("timeSeconds", step.timeSeconds())
                    .put("averageBandwidth", step.averageBandwidth())
                    .put("activeTime", step.activeTime())
                    .put("utilisation", step.utilisation())
                    .put("reuseFrequency", step.reuseFrequency())
                    .put("attainable", step.attainable())
                    .put("bound", step.isComputeBound() ? "compute" : "memory");
        }
        return document;
    }

    static ObjectNode search(TrainingModel model, @Nullable CapacitySearch found, double utilisation) {
        ObjectNode document = document(model).put("targetUtilisation", utilisation);
        if (found == null) {
            return document.putNull("first").putNull("lasting").put("reason", "no capacity of the range reaches it");
        }
        document.set("first", iteration(found.first()));
        document.set("lasting", iteration(found.lasting()));
        return document;
    }

    static ObjectNode reproduction(List<ReproductionRow> rows) {
        ObjectNode document = Json.document("training-reproduction");
        ArrayNode array = document.putArray("rows");
        for (ReproductionRow row : rows) {
            array.addObject()
                    .put("quantity", row.quantity())
                    .put("unit", row.unit())
                    .put("thesis", row.thesis())
                    .put("ours", row.ours())
                    .put("agrees", row.agrees())
                    .put("assumption", row.assumption());
        }
        return document;
    }

    static String id(LayerType type) {
        return KebabEnums.id(type);
    }

    private static ObjectNode document(TrainingModel model) {
        Footprint footprint = model.footprint();
        ObjectNode document = Json.document("training")
                .put("network", model.graph().name())
                .put("batch", model.graph().batch());
        TrainingRules.putInto(document, model.options());
        return document.put("persistentBytes", footprint.persistent())
                .put("peakActivationBytes", footprint.peakActivations());
    }

    private static ObjectNode iteration(Iteration iteration) {
        ObjectNode json = Json.object()
                .put("batch", iteration.batch())
                .put("cacheMiB", iteration.cacheMiB())
                .put("throughput", iteration.hardware().throughput())
                .put("bandwidth", iteration.hardware().bandwidth())
                .put("trafficIn", iteration.trafficIn())
                .put("trafficOut", iteration.trafficOut())
                .put("timeSeconds", iteration.timeSeconds())
                .put("averageBandwidth", iteration.averageBandwidth())
                .put("activeTime", iteration.activeTime())
                .put("utilisation", iteration.utilisation())
                .put("typeOneShare", iteration.typeOneShare())
                .put("typeTwoShare", iteration.typeTwoShare())
                .put("peakOccupancy", iteration.peakOccupancy())
                .put("samplesPerSecond", iteration.samplesPerSecond());
        ObjectNode byType = json.putObject("timeByType");
        iteration.timeByType().forEach((type, seconds) -> byType.put(id(type), seconds));
        return json;
    }
}
