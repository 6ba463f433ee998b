package macjoule.calibration.report.sections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Amount;
import macjoule.calibration.report.Axis;
import macjoule.calibration.report.BarChart;
import macjoule.calibration.report.BarChart.BarSeries;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import org.jspecify.annotations.Nullable;

/** What a run measured, and on which host. */
public final class RunSections {
    private static final String REASON = "Reason";
    private static final double GIGA = 1e9;

    private RunSections() {}

    /** The run and its host, as the manifest tells. */
    public static List<Fact> facts(RunManifest manifest) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("run", manifest.start().toString()));
        facts.add(Fact.of("macjoule", manifest.version()));
        facts.add(Fact.of("command", manifest.command()));
        facts.addAll(facts(manifest.host()));
        return facts;
    }

    /** What was found about the energy sensor, or why there is none. */
    public static Section sensor(RunManifest manifest, Origin origin) {
        return FactSections.of(
                "sensor",
                "Sensor passport",
                origin,
                "What measured energy in this run, or why nothing did.",
                facts(manifest.energy()));
    }

    /**
     * Where the joules of a run come from.
     *
     * @param measured the origin of joules that a sensor measured
     */
    public static Origin energyOrigin(RunManifest manifest, Origin measured) {
        return switch (manifest.energy().path("provenance").asText()) {
            case "simulated" -> Origin.SIMULATED;
            case "replayed" -> Origin.REPLAYED;
            default -> measured;
        };
    }

    /** MACs per joule of every case. */
    public static Section efficiency(RunRecord run, Origin origin) {
        return bars(
                "run-efficiency",
                "Energy efficiency",
                "MACs of convolutions and fully connected layers for each joule; lines are the 95 % interval taken by itself.",
                "energy efficiency [10⁹ MACs/J]",
                run,
                origin,
                RunSections::efficiency);
    }

    /** MACs per second of every case. */
    public static Section speed(RunRecord run, Origin origin) {
        return bars(
                "run-speed",
                "Speed",
                "MACs of convolutions and fully connected layers each second; the lines are two standard deviations of forks or"
                        + " windows to either side.",
                "speed [10⁹ MACs/s]",
                run,
                origin,
                RunSections::speed);
    }

    /** What becomes of one result. */
    private interface Measure {
        Amount of(PlannedCase planned, CaseResult result);
    }

    private static Section bars(
            String id, String heading, String explanation, String axis, RunRecord run, Origin origin, Measure measure) {
        List<CaseResult> results = run.results().stream()
                .filter(result -> planned(run, result).stream()
                        .noneMatch(planned -> planned.kind().isPeak()))
                .toList();
        List<Amount> amounts = results.stream()
                .map(result -> planned(run, result)
                        .map(planned -> measure.of(planned, result))
                        .orElseGet(() -> unavailable(result.reason())))
                .toList();
        return new Section(
                id,
                heading,
                origin,
                explanation,
                new BarChart(
                        Axis.linear(axis),
                        results.stream().map(result -> result.unit().toString()).toList(),
                        List.of(new BarSeries(heading, amounts))));
    }

    private static Amount efficiency(PlannedCase planned, CaseResult result) {
        if (result.joulesPerOp() == null) {
            return unavailable(result.joulesReason());
        }
        double efficiency = planned.macsConvFc() / result.joulesPerOp() / GIGA;
        Double interval = result.joules() == null ? null : result.joules().absolute();
        return interval == null
                ? Amount.of(efficiency)
                : Amount.of(efficiency, efficiency / (1 + interval), efficiency * (1 + interval));
    }

    private static Amount speed(PlannedCase planned, CaseResult result) {
        if (result.secondsPerOp() == null) {
            return unavailable(result.reason());
        }
        double speed = planned.macsConvFc() / result.secondsPerOp() / GIGA;
        return result.spread() == null
                ? Amount.of(speed)
                : Amount.of(speed, speed / (1 + 2 * result.spread()), speed * (1 + 2 * result.spread()));
    }

    private static Amount unavailable(@Nullable String reason) {
        return Amount.unavailable(reason == null || reason.isEmpty() ? "not recorded" : reason);
    }

    /** Empty for a case that the plan left out. */
    private static Optional<PlannedCase> planned(RunRecord run, CaseResult result) {
        return run.manifest().plan().find(result.unit().key());
    }

    /** The fields of an object; where one is null, the field named like it with Reason at the end says why. */
    private static List<Fact> facts(ObjectNode json) {
        List<Fact> facts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            JsonNode value = field.getValue();
            boolean reason = field.getKey().endsWith(REASON);
            if (value.isNull() && !reason) {
                String why = json.path(field.getKey() + REASON)
                        .asText(json.path("reason").asText());
                facts.add(Fact.unavailable(field.getKey(), why.isEmpty() ? "not recorded" : why));
            } else if (!reason && !value.isNull()) {
                facts.add(Fact.of(field.getKey(), value.isValueNode() ? value.asText() : value.toString()));
            }
        }
        return facts;
    }
}
