package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import macjoule.calibration.record.CaseResult;
import macjoule.calibration.record.Joules;
import macjoule.calibration.record.Peaks;
import macjoule.calibration.record.PlannedCase;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.record.SentinelDrift;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import macjoule.model.count.Convention;
import org.jspecify.annotations.Nullable;

/** What a run measured, as a table and as JSON. */
final class BenchReport {
    private static final String NOT_MEASURED = "not measured";
    private static final String NO_PEAKS = "this run did not measure the peaks of the machine";
    private static final String NO_MACS = "it has no MACs";

    /** The peaks of large matrices know no other MACs, and neither do the charts of reports. */
    private static final Convention CONVENTION = Convention.CONV_FC;

    private final Path directory;
    private final RunRecord run;
    private final Peaks peaks;

    BenchReport(Path directory, RunRecord run) {
        this.directory = directory;
        this.run = run;
        peaks = run.peaks();
    }

    /** A result with what follows from it. */
    record Row(CaseResult result, @Nullable PlannedCase planned, Peaks.@Nullable Position position) {
        /** Peaks of bandwidth have no MACs to speak of. */
        @Nullable
        Double macsPerSecond() {
            Double seconds = result.secondsPerOp();
            return seconds == null || planned == null || planned.macsConvFc() == 0
                    ? null
                    : (Double) (planned.macsConvFc() / seconds);
        }

        @Nullable
        Double macsPerJoule() {
            Double joules = result.joulesPerOp();
            return joules == null || planned == null || planned.macsConvFc() == 0
                    ? null
                    : (Double) (planned.macsConvFc() / joules);
        }

        @Nullable
        Double joulesPerImage() {
            Double joules = result.joulesPerOp();
            return joules == null || planned == null || planned.kind().isPeak()
                    ? null
                    : (Double) (joules / planned.batch());
        }

        /** Why it was not measured, why its figures are not to be trusted, or why its joules are unknown. */
        String reason() {
            return reason("");
        }

        /** The same without a reason for unknown joules that is told elsewhere. */
        String reason(String told) {
            String reason = result.reason();
            if (reason != null) {
                return reason;
            }
            List<String> reasons = new ArrayList<>();
            if (!result.disturbed().isEmpty()) {
                reasons.add("disturbed: " + String.join("; ", result.disturbed()));
            }
            if (result.joulesPerOp() == null
                    && result.joulesReason() != null
                    && !result.joulesReason().equals(told)) {
                reasons.add("no joules: " + result.joulesReason());
            }
            return String.join("; ", reasons);
        }
    }

    Table<Row> table() {
        List<Column<Row>> columns = new ArrayList<>(List.of(
                Column.text("key", "case", row -> row.result().unit().key()),
                Column.text("engine", "engine", row -> row.result().unit().engine()),
                Column.text("status", "status", row -> row.result().status().id()),
                scaled("secondsPerOp", "ms", 1e-3, 3, row -> row.result().secondsPerOp()),
                scaled("spread", "± [%]", 1e-2, 1, row -> row.result().spread()),
                scaled("macsPerSecond", "GMAC/s", 1e9, 2, Row::macsPerSecond),
                scaled("shareOfPeak", "of peak [%]", 1e-2, 1, row -> of(row.position(), Peaks.Position::shareOfPeak)),
                scaled("shareOfRoof", "of roof [%]", 1e-2, 1, row -> of(row.position(), Peaks.Position::shareOfRoof)),
                scaled(
                        "joulesPerOp",
                        "mJ" + origin(),
                        1e-3,
                        3,
                        row -> row.result().joulesPerOp())));
        List<Row> rows = rows();
        // Without a sensor these would only be wide.
        if (rows.stream().anyMatch(row -> row.result().joules() != null)) {
            columns.addAll(energyColumns());
        }
        columns.add(Column.text("verified", "verified", BenchReport::verified));
        // Notes tell why a whole run has no joules; CSV has no notes.
        String ofTheRun = run.manifest().energy().path("reason").asText();
        columns.add(new Column<>("reason", "reason", false, Row::reason, row -> row.reason(ofTheRun)));
        return new Table<>("run: " + directory, columns, rows).withNotes(notes());
    }

    private static List<Column<Row>> energyColumns() {
        return List.of(
                scaled("joulesComparison", "± in run [%]", 1e-2, 1, row -> ofJoules(row, Joules::comparison)),
                scaled("joulesAbsolute", "± absolute [%]", 1e-2, 1, row -> ofJoules(row, Joules::absolute)),
                scaled("netJoulesPerOp", "net mJ", 1e-3, 3, row -> ofJoules(row, Joules::netPerOp)),
                Column.number("macsPerJoule", "GMAC/J", Row::macsPerJoule, BenchReport::gigaMacsPerJoule),
                scaled("joulesPerImage", "mJ/image", 1e-3, 3, Row::joulesPerImage),
                Column.text("joulesLabels", "energy", BenchReport::labels));
    }

    /** Engines lie many powers of ten apart here, a CPU far below one. */
    private static String gigaMacsPerJoule(Row row) {
        Double found = row.macsPerJoule();
        return Format.significant(found == null ? null : (Double) (found / 1e9));
    }

    private static @Nullable Double ofJoules(Row row, Function<Joules, @Nullable Double> value) {
        Joules joules = row.result().joules();
        return joules == null ? null : value.apply(joules);
    }

    static String labels(Row row) {
        Joules joules = row.result().joules();
        if (joules == null) {
            return "";
        }
        List<String> labels = new ArrayList<>(joules.labels());
        Joules.Beside beside = joules.beside();
        if (beside != null) {
            Double perOp = beside.perOp();
            String value = perOp == null ? Format.UNKNOWN : Format.significant(perOp * 1e3) + "mJ";
            labels.add("beside(" + beside.source() + ")=" + value);
        }
        return String.join(" ", labels);
    }

    /** A word for columns whose joules no hardware drew now, or nothing. */
    private String origin() {
        return switch (run.manifest().energy().path("provenance").asText()) {
            case "simulated" -> ", simulated";
            case "replayed" -> ", replayed";
            default -> "";
        };
    }

    private static @Nullable Double of(
            Peaks.@Nullable Position position, Function<Peaks.Position, @Nullable Double> share) {
        return position == null ? null : share.apply(position);
    }

    private static Column<Row> scaled(
            String name, String heading, double unit, int decimals, Function<Row, @Nullable Double> value) {
        return Column.number(name, heading, value::apply, row -> {
            Double found = value.apply(row);
            return Format.decimal(found == null ? null : (Double) (found / unit), decimals);
        });
    }

    private static String verified(Row row) {
        Boolean verified = row.result().verified();
        return verified == null ? Format.UNKNOWN : verified ? "yes" : "no";
    }

    private List<String> notes() {
        TreeMap<Peaks.Arithmetic, Double> macs = new TreeMap<>(peaks.macsPerSecond());
        List<String> notes = new ArrayList<>();
        notes.add("MACs: convention " + CONVENTION.id() + ", those of convolutions and fully connected layers");
        macs.forEach((arithmetic, peak) -> {
            Double bytes = peaks.bytesPerSecond().get(arithmetic.device());
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: at most %.1f GMAC/s and %s in this run",
                    arithmetic,
                    peak / 1e9,
                    bytes == null ? "an unknown bandwidth" : Format.decimal((Double) (bytes / 1e9), 1) + " GB/s"));
        });
        run.drifts().stream()
                .filter(SentinelDrift::isFlagged)
                .map(SentinelDrift::sentence)
                .forEach(notes::add);
        notes.addAll(EnergyNotes.of(run));
        return notes;
    }

    ObjectNode json() {
        ObjectNode document =
                Json.document("bench").put("run", directory.toString()).put("convention", CONVENTION.id());
        ArrayNode list = document.putArray("peaks");
        new TreeMap<>(peaks.macsPerSecond()).forEach((arithmetic, macs) -> {
            ObjectNode peak = list.addObject()
                    .put("device", arithmetic.device())
                    .put("arithmetic", arithmetic.precision())
                    .put("macsPerSecond", macs);
            Json.putKnown(peak, "bytesPerSecond", peaks.bytesPerSecond().get(arithmetic.device()), NO_PEAKS);
        });
        ArrayNode sentinels = document.putArray("sentinels");
        for (SentinelDrift drift : run.drifts()) {
            ObjectNode json = sentinels
                    .addObject()
                    .put("key", drift.unit().key())
                    .put("engine", drift.unit().engine())
                    .put("quantity", drift.quantity())
                    .put("provenance", drift.provenance())
                    .put("drift", drift.drift())
                    .put("flagged", drift.isFlagged());
            drift.byFork().forEach(json.putArray("byFork")::add);
        }
        ArrayNode notes = document.putArray("energyNotes");
        EnergyNotes.of(run).forEach(notes::add);
        ArrayNode cases = document.putArray("cases");
        rows().forEach(row -> cases.add(json(row)));
        return document;
    }

    private static ObjectNode json(Row row) {
        CaseResult result = row.result();
        ObjectNode json = Json.object()
                .put("key", result.unit().key())
                .put("engine", result.unit().engine())
                .put("status", result.status().id())
                .put("reason", result.reason());
        String reason = result.reason() == null ? NOT_MEASURED : result.reason();
        Json.putKnown(json, "secondsPerOp", result.secondsPerOp(), reason);
        Json.putKnown(json, "spread", result.spread(), reason);
        json.set("joulesPerOp", JoulesJson.of(row));
        Json.putKnown(
                json,
                "macsPerJoule",
                row.macsPerJoule(),
                result.joulesPerOp() == null ? String.valueOf(result.joulesReason()) : NO_MACS);
        Json.putKnown(json, "macsPerSecond", row.macsPerSecond(), result.secondsPerOp() == null ? reason : NO_MACS);
        result.disturbed().forEach(json.putArray("disturbed")::add);
        json.put("verified", result.verified());
        if (result.verified() == null) {
            json.put("verifiedReason", result.verifiedReason());
        }
        return withPosition(json, row.position(), result.secondsPerOp() == null ? reason : NO_PEAKS);
    }

    private static ObjectNode withPosition(ObjectNode json, Peaks.@Nullable Position position, String reason) {
        Json.putKnown(
                json,
                "shareOfPeak",
                position == null ? null : position.shareOfPeak(),
                position == null ? reason : NO_MACS);
        Json.putKnown(json, "shareOfBandwidth", position == null ? null : position.shareOfBandwidth(), reason);
        Json.putKnown(json, "shareOfRoof", position == null ? null : position.shareOfRoof(), reason);
        Json.putKnown(json, "flopPerByte", position == null ? null : position.flopPerByte(), reason);
        json.put("bound", position == null ? null : position.bound().name().toLowerCase(Locale.ROOT));
        if (position == null) {
            json.put("boundReason", reason);
        }
        return json;
    }

    private List<Row> rows() {
        return run.results().stream()
                .map(result -> new Row(
                        result,
                        run.manifest().plan().find(result.unit().key()).orElse(null),
                        peaks.position(run.manifest().plan(), result)))
                .toList();
    }
}
