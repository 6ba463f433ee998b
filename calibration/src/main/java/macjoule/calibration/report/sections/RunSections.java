package macjoule.calibration.report.sections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import macjoule.calibration.record.PlannedCase.Kind;
import macjoule.calibration.record.RunManifest;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Fact;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Unavailable;

/** What a run measured, and on which host. */
public final class RunSections {
    private static final String REASON = "Reason";
    private static final String BYTES = "Bytes";
    private static final double GIBI = 1 << 30;
    private static final String PASSPORT = "Sensor passport";
    private static final String SENSOR = "energy sensor";
    private static final String INTERVAL = "the 95 % interval of each figure by itself";
    private static final String DEVIATIONS = "two standard deviations of forks or windows to either side";

    private RunSections() {}

    /** The run and its host, as the manifest tells. */
    public static List<Fact> facts(RunManifest manifest) {
        List<Fact> facts = new ArrayList<>();
        facts.add(
                Fact.of("run", manifest.start().truncatedTo(ChronoUnit.SECONDS).toString()));
        facts.add(Fact.of("macjoule", manifest.version()));
        facts.add(Fact.of("command", manifest.command()));
        facts.addAll(facts("", manifest.host()));
        facts.add(sensor(manifest));
        return facts;
    }

    /** The energy sensor in one line. */
    public static Fact sensor(RunManifest manifest) {
        ObjectNode energy = manifest.energy();
        String reason = energy.path("reason").asText();
        return reason.isEmpty()
                ? Fact.of(
                        SENSOR,
                        energy.path("sensor").asText(energy.path("status").asText("not recorded")))
                : Fact.unavailable(SENSOR, reason);
    }

    /** What was found about the energy sensor, or why there is none. */
    public static Section sensor(RunManifest manifest, Origin origin) {
        String explanation = "What measured energy in this run, or why nothing did.";
        String reason = manifest.energy().path("reason").asText();
        return reason.isEmpty()
                ? FactSections.of("sensor", PASSPORT, origin, explanation, facts("", manifest.energy()))
                : new Section("sensor", PASSPORT, origin, explanation, new Unavailable(reason));
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
                "MACs of convolutions and fully connected layers (convention conv-fc) for each joule",
                INTERVAL,
                origin,
                engines(run),
                lanes -> CaseBars.of(
                        "energy efficiency [10⁹ MACs/J]",
                        lanes,
                        CaseBars.keys(lanes, planned -> true),
                        Measures::efficiency),
                CaseNotes.beside(run));
    }

    /** Joules for each pixel of the networks. */
    public static Section energyPerPixel(RunRecord run, Origin origin) {
        return bars(
                "run-epp",
                "Energy per pixel",
                "Energy of each network for each pixel of its image",
                INTERVAL,
                origin,
                engines(run),
                lanes -> CaseBars.of(
                        "energy per pixel [µJ]",
                        lanes,
                        CaseBars.keys(lanes, planned -> planned.kind() == Kind.NETWORK),
                        Measures::energyPerPixel),
                List.of());
    }

    /** MACs per second of every case. */
    public static Section speed(RunRecord run, Origin origin) {
        return bars(
                "run-speed",
                "Speed",
                "MACs of convolutions and fully connected layers (convention conv-fc) each second",
                DEVIATIONS,
                origin,
                engines(run),
                lanes -> CaseBars.of(
                        "speed [10⁹ MACs/s]", lanes, CaseBars.keys(lanes, planned -> true), Measures::speed),
                CaseNotes.disturbed(run));
    }

    private static List<Lane> engines(RunRecord run) {
        return CaseBars.lanes(List.of(run), List.of(""));
    }

    private static Section bars(
            String id,
            String heading,
            String what,
            String lines,
            Origin origin,
            List<Lane> lanes,
            Function<List<Lane>, CaseBars> chart,
            List<String> more) {
        CaseBars bars = chart.apply(lanes);
        String engines = lanes.size() == 1 ? ", engine " + lanes.get(0).name() : "";
        return new Section(
                id,
                heading,
                origin,
                what + engines + (bars.body() instanceof Unavailable ? "" : "; the lines are " + lines) + ".",
                bars.body(),
                Stream.concat(bars.notes().stream(), more.stream()).toList());
    }

    /** The fields of an object; where one is null, the field named like it with Reason at the end says why. */
    private static List<Fact> facts(String prefix, ObjectNode json) {
        List<Fact> facts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            JsonNode value = field.getValue();
            boolean bytes = field.getKey().endsWith(BYTES) && value.isIntegralNumber();
            String name = prefix
                    + words(
                            bytes
                                    ? field.getKey().substring(0, field.getKey().length() - BYTES.length())
                                    : field.getKey());
            boolean reason = field.getKey().endsWith(REASON);
            if (value instanceof ObjectNode inner) {
                facts.addAll(facts(name + ": ", inner));
            } else if (value.isArray() && value.path(0).isObject()) {
                for (int i = 0; i < value.size(); i++) {
                    facts.addAll(facts(name + " " + (i + 1) + ": ", (ObjectNode) value.get(i)));
                }
            } else if (value.isNull() && !reason) {
                String why = json.path(field.getKey() + REASON)
                        .asText(json.path("reason").asText());
                facts.add(Fact.unavailable(name, why.isEmpty() ? "not recorded" : why));
            } else if (!reason && !value.isNull()) {
                facts.add(Fact.of(name, bytes ? gibibytes(value.asLong()) : text(value)));
            }
        }
        return facts;
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIBI);
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isValueNode() ? value.asText() : value.toString();
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(text(item)));
        return items.isEmpty() ? "none" : String.join(", ", items);
    }

    /** The words of a name in camel case. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
