package macjoule.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import macjoule.bench.counters.CounterImport;
import macjoule.bench.counters.CounterSettings.Caches;
import macjoule.bench.counters.CounterSettings.Clocks;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.report.Column;
import macjoule.calibration.report.Format;
import macjoule.calibration.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings traffic counters that were read elsewhere into a run directory. */
@Command(
        name = "import-counters",
        description = {
            "Brings traffic counters that were read elsewhere into a run directory, as its counters.csv.",
            "FILE is what ncu --csv printed, or a run directory that has counters."
        })
final class ImportCountersCommand extends DataCommand {
    @Parameters(paramLabel = "FILE", description = "Output of Nsight Compute, or a run directory.")
    private Path file = Path.of("");

    @Option(names = "--into", required = true, paramLabel = "RUN", description = "The run directory.")
    private Path run = Path.of("");

    @Option(
            names = "--case",
            split = ",",
            paramLabel = "KEY",
            description = "The case that was profiled, such as delta/alex_conv2/n32; several for one launch each.")
    private List<String> cases = List.of();

    @Option(names = "--engine", paramLabel = "E", description = "What computed it, such as cudnn.")
    private @Nullable String engine;

    @Option(names = "--cache-control", paramLabel = "all|none", description = "As ncu was told, if that is known.")
    private @Nullable Caches caches;

    @Option(names = "--clock-control", paramLabel = "none|base", description = "As ncu was told, if that is known.")
    private @Nullable Clocks clocks;

    @Override
    public Integer call() {
        if (!Files.isDirectory(run)) {
            throw new UsageException("no such folder", run.toString(), "name a run directory that exists");
        }
        List<CounterRecord> records = imported(new CounterImport(run));
        return show(table(records), () -> json(records));
    }

    private List<CounterRecord> imported(CounterImport target) {
        if (Files.isDirectory(file)) {
            return target.run(file);
        }
        if (cases.isEmpty() || engine == null) {
            throw new UsageException(
                    "a file of Nsight Compute does not tell its cases", "import-counters", "give --case and --engine");
        }
        return target.ncu(
                file,
                cases,
                engine,
                caches == null ? null : KebabEnums.id(caches),
                clocks == null ? null : KebabEnums.id(clocks));
    }

    private Table<CounterRecord> table(List<CounterRecord> records) {
        List<Column<CounterRecord>> columns = List.of(
                Column.text("case", "case", CounterRecord::key),
                Column.text("engine", "engine", CounterRecord::engine),
                Column.text("kernel", "kernel", one -> one.kernel() == null ? Format.UNKNOWN : one.kernel()),
                megabytes("l1Bytes", "L1 [MB]", CounterRecord::l1Bytes),
                megabytes("l2Bytes", "L2 [MB]", CounterRecord::l2Bytes),
                megabytes("dramBytes", "DRAM [MB]", CounterRecord::dramBytes),
                Column.text("reason", "reason", one -> one.reason() == null ? "" : one.reason()));
        return new Table<>("written to " + run.resolve(CountersFile.FILE), columns, records);
    }

    private static Column<CounterRecord> megabytes(
            String name, String heading, Function<CounterRecord, @Nullable Double> bytes) {
        return Column.number(name, heading, bytes::apply, one -> {
            Double value = bytes.apply(one);
            return Format.decimal(value == null ? null : (Double) (value / 1e6), 3);
        });
    }

    private ObjectNode json(List<CounterRecord> records) {
        ObjectNode document = Json.document("import-counters").put("run", run.toString());
        ArrayNode list = document.putArray("counters");
        for (CounterRecord one : records) {
            ObjectNode json = list.addObject()
                    .put("case", one.key())
                    .put("engine", one.engine())
                    .put("kernel", one.kernel())
                    .put("algorithm", one.algorithm());
            String reason = String.valueOf(one.reason());
            Json.putKnown(json, "l1Bytes", one.l1Bytes(), reason);
            Json.putKnown(json, "l2Bytes", one.l2Bytes(), reason);
            Json.putKnown(json, "dramBytes", one.dramBytes(), reason);
            Json.putKnown(json, "timeSeconds", one.timeSeconds(), reason);
        }
        return document;
    }
}
