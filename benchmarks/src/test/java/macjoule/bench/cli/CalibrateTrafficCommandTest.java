package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.Prediction;
import macjoule.model.deltaplus.DeltaPlus;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.gpu.GpuCatalogue;
import macjoule.model.gpu.GpuSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters are made up by DeLTA+ with a share of 0.4, so that all errors of the command are known. */
class CalibrateTrafficCommandTest {
    private static final GpuSpec V100 = GpuCatalogue.find("v100");
    private static final double SHARE = 0.4;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void holdsBothModelsAgainstCountersAndFindsTheShare() throws IOException {
        JsonNode json = json("calibrate", "traffic", counted(), "--format", "json");
        assertThat(json.get("schema").textValue()).isEqualTo("macjoule.calibrate-traffic/1");
        assertThat(json.get("gpu").textValue()).isEqualTo("v100");
        assertThat(json.get("model").textValue()).isEqualTo("delta");
        assertThat(json.get("origin").textValue()).isEqualTo("replayed");
        for (String level : List.of("l1", "l2", "dram", "time")) {
            assertThat(json.at("/levels/" + level + "/n").intValue()).isEqualTo(24);
            assertThat(json.at("/levels/" + level + "/gmae").doubleValue()).isPositive();
        }
        assertThat(json.get("worst")).hasSize(20);
        assertThat(json.at("/worst/0/cause").textValue()).isNotEmpty();
        JsonNode calibrated = json.get("comparisons").get(2);
        assertThat(calibrated.get("model").textValue()).isEqualTo("delta-plus-calibrated");
        assertThat(calibrated.at("/levels/l2/gmae").doubleValue()).isLessThan(0.005);
        JsonNode share = json.at("/calibrations/0/share");
        assertThat(share.get("value").doubleValue()).isCloseTo(SHARE, within(0.01));
        assertThat(share.get("identifiable").booleanValue()).isTrue();
        assertThat(share.get("errorOutOfFold").doubleValue())
                .isLessThan(share.get("errorUncalibrated").doubleValue());
        assertThat(json.at("/leftOut/0/reason").textValue()).isEqualTo("no permission");
    }

    @Test
    void keepsTheShareForPredict() throws IOException {
        Path profile = folder.resolve("v100.json");
        json("calibrate", "traffic", counted(), "--format", "json", "--profile-out", profile.toString());
        assertThat(Files.readString(profile)).contains("\"uuid\" : \"GPU-7\"").contains("\"origin\" : \"replayed\"");
        ConvDims layer = ConvDims.of("layer", 8, 192, 28, 28, 96, 3, 3, 1, 1);
        JsonNode predicted = json(
                "predict",
                "--layer",
                "ci=192,hi=28,wi=28,co=96,hf=3,wf=3,stride=1,pad=1",
                "--batch",
                "8",
                "--gpu",
                "v100",
                "--model",
                "delta-plus",
                "--profile",
                profile.toString(),
                "--format",
                "json");
        double l2 = new Delta(new DeltaPlus(DeltaPlusOptions.DEFAULT.withShare(SHARE)), DeltaOptions.PAPER)
                .predict(layer, V100)
                .l2Bytes();
        assertThat(predicted.at("/layers/0/l2Bytes").doubleValue()).isCloseTo(l2, within(0.02 * l2));
        assertThat(predicted.at("/profile/share").doubleValue()).isCloseTo(SHARE, within(0.01));
    }

    @Test
    void theTableAndTheCsvNameOriginAndCause() throws IOException {
        String run = counted();
        CommandLineRun table = CommandLineRun.of("calibrate", "traffic", run);
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out())
                .contains("delta-plus-calibrated")
                .contains("replayed")
                .contains("published by the DeLTA paper")
                .contains("l2 on v100 12.4 % (25.0 %)")
                .contains("no permission");
        CommandLineRun csv = CommandLineRun.of("calibrate", "traffic", run, "--format", "csv");
        assertThat(csv.out()).startsWith("level,model,case,engine,predicted,reference,ratio,origin,cause");
        // 24 layers at four levels for three models, and the header.
        assertThat(csv.out().lines()).hasSize(24 * 4 * 3 + 1);
    }

    @Test
    void theSimulatorStandsInWhereThereAreNoCounters() throws IOException {
        Path run = new Runs()
                .with("delta/goog_4a_3x3/n2")
                .with("delta/goog_5a_1x1/n2")
                .with("alexnet/n1")
                .write(folder);
        JsonNode json = json("calibrate", "traffic", run.toString(), "--against", "simulator", "--format", "json");
        assertThat(json.get("gpu").textValue()).isEqualTo("titan-xp");
        assertThat(json.get("origin").textValue()).isEqualTo("simulated");
        assertThat(json.at("/levels/l2/n").intValue()).isEqualTo(2);
        assertThat(json.at("/levels/time/n").intValue()).isZero();
        assertThat(json.at("/levels/time/gmae").isNull()).isTrue();
        assertThat(json.at("/levels/time/reason").textValue()).contains("not time");
        assertThat(json.at("/calibrations/0/share/identifiable").booleanValue()).isFalse();
        assertThat(json.at("/calibrations/0/share/value").isNull()).isTrue();
    }

    @Test
    void bothKindsOfReferenceStandSideBySide() throws IOException {
        Path run = folder.resolve("both");
        Files.createDirectories(run);
        new Runs().with("delta/goog_5a_1x1/n2").write(run);
        CountersFile.write(run, List.of(record("delta/goog_5a_1x1/n2", predicted("goog_5a_1x1", 2))));
        JsonNode json = json(
                "calibrate",
                "traffic",
                run.toString(),
                "--against",
                "counters,simulator",
                "--gpu",
                "v100",
                "--format",
                "json");
        assertThat(json.get("comparisons").findValuesAsText("origin")).containsSubsequence("replayed", "simulated");
        assertThat(json.get("against").textValue()).isEqualTo("counters");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Path bare = new Runs().with("delta/goog_5a_1x1/n2").write(folder);
        refused("no GPU in the manifest", "calibrate", "traffic", bare.toString());
        refused("no counters.csv", "calibrate", "traffic", bare.toString(), "--gpu", "v100");
        CountersFile.write(
                bare,
                List.of(CounterRecord.without(
                        new Unit("delta/goog_5a_1x1/n2", "cuda"),
                        Status.UNAVAILABLE,
                        "ncu",
                        Origin.MEASURED,
                        "no permission")));
        refused("no permission", "calibrate", "traffic", bare.toString(), "--gpu", "v100");
        Path networks = Files.createDirectories(folder.resolve("networks"));
        new Runs().with("alexnet/n1").write(networks);
        refused("no convolution", "calibrate", "traffic", networks.toString(), "--against", "simulator");
        refused("no such file", "calibrate", "traffic", folder.resolve("none").toString());
    }

    /** A run of every third layer of the paper, and one whose counters may not be read. */
    private String counted() throws IOException {
        Runs runs = new Runs().gpu("Tesla V100", "GPU-7");
        List<CounterRecord> counters = new ArrayList<>();
        for (int i = 0; i < 72; i += 3) {
            String name = PaperLayers.all().get(i).name();
            runs.with("delta/" + name + "/n8");
            counters.add(record("delta/" + name + "/n8", predicted(name, 8)));
        }
        runs.with("delta/res_c5_b/n8");
        counters.add(CounterRecord.without(
                new Unit("delta/res_c5_b/n8", Runs.ENGINE),
                Status.UNAVAILABLE,
                "ncu",
                Origin.REPLAYED,
                "no permission"));
        Path run = Files.createDirectories(folder.resolve("counted"));
        runs.write(run);
        CountersFile.write(run, counters);
        return run.toString();
    }

    private static Prediction predicted(String name, int batch) {
        ConvDims layer = PaperLayers.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .dims(batch);
        return new Delta(new DeltaPlus(DeltaPlusOptions.DEFAULT.withShare(SHARE)), DeltaOptions.PAPER)
                .predict(layer, V100);
    }

    private static CounterRecord record(String key, Prediction counted) {
        return new CounterRecord(
                key,
                Runs.ENGINE,
                "volta_scudnn",
                CounterRecord.IMPLICIT_GEMM,
                "fp32",
                "nchw",
                counted.tile().m(),
                counted.tile().n(),
                counted.tile().k(),
                counted.l1Bytes(),
                counted.l2Bytes(),
                counted.dramBytes(),
                0.0,
                counted.timeSeconds(),
                V100.clockHz(),
                "all",
                "base",
                "ncu 2025.3",
                Origin.REPLAYED,
                Status.OK,
                null);
    }

    private static JsonNode json(String... arguments) throws IOException {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.json();
    }

    private static void refused(String part, String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(part).hasLineCount(1);
    }
}
