package macjoule.bench.bringup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import macjoule.bench.plan.CaseLayers;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.traffic.CounterJoin;
import macjoule.calibration.traffic.LevelAgreement;
import macjoule.calibration.traffic.OperationTimes;
import macjoule.calibration.traffic.TrafficCheck;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;

/** How far DeLTA and DeLTA+ are off what was counted. */
final class TrafficErrors {
    /** What the step that measures the memory leaves behind. */
    static final String GPU_FILE = "gpu.json";

    private TrafficErrors() {}

    /** One model at one level. */
    record Row(String model, LevelAgreement agreement) {
        String told() {
            Double gmae = agreement.gmae();
            return agreement.level().id()
                    + (gmae == null ? " unknown" : String.format(Locale.ROOT, " %.1f %%", gmae * 100));
        }
    }

    /**
     * @throws BlockedException if nothing can be compared
     */
    static List<Row> of(Path folder) throws IOException {
        if (!CountersFile.isIn(folder)) {
            throw new BlockedException("no counters were read");
        }
        CounterJoin join = CounterJoin.of(CountersFile.read(folder), new OperationTimes(List.of()), CaseLayers::of);
        if (join.layers().isEmpty()) {
            throw new BlockedException(join.leftOut().stream()
                    .findFirst()
                    .map(CounterJoin.LeftOut::reason)
                    .orElse("the counters are empty"));
        }
        return TrafficCheck.againstCounters(join.layers(), gpu(folder)).comparisons().stream()
                .flatMap(one -> one.levels().stream().map(level -> new Row(one.model(), level)))
                .toList();
    }

    /** One line for each model. */
    static String told(List<Row> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(Row::model, Collectors.mapping(Row::told, Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(one -> one.getKey() + ": " + one.getValue())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** As measured here if it was, else the catalogue's card of the longest name that is part of what the driver calls this one. */
    private static GpuSpec gpu(Path folder) throws IOException {
        Path measured = folder.resolve(GPU_FILE);
        if (Files.exists(measured)) {
            return GpuCatalogue.read(measured);
        }
        JsonNode host =
                new ObjectMapper().readTree(folder.resolve(Identity.FILE).toFile());
        String name = host.path("gpu").path("name").asText();
        String words = "-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-";
        return GpuCatalogue.names().stream()
                .filter(known -> words.contains("-" + known + "-"))
                .max(Comparator.comparingInt(String::length))
                .map(GpuCatalogue::find)
                .orElseThrow(() -> new BlockedException("no model of " + name));
    }
}
