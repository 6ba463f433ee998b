package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import macjoule.calibration.record.CounterRecord;
import macjoule.calibration.record.CounterRecord.Status;
import macjoule.calibration.record.CountersFile;
import macjoule.calibration.record.Unit;
import macjoule.calibration.report.Origin;
import macjoule.model.delta.ConvDims;
import macjoule.model.delta.Delta;
import macjoule.model.delta.DeltaOptions;
import macjoule.model.delta.ElementType;
import macjoule.model.delta.PaperLayers;
import macjoule.model.delta.Prediction;
import macjoule.model.delta.Tile;
import macjoule.model.deltaplus.DeltaPlus;
import macjoule.model.deltaplus.DeltaPlusOptions;
import macjoule.model.deltaplus.KernelModel;
import macjoule.model.deltaplus.KernelSpec;
import macjoule.model.deltaplus.Layout;
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

    /** Kernels that load ahead stand beside the others, never among them. */
    @Test
    void kernelsWhoseNamesTellTileAndStagesMakeGroupsOfTheirOwn() throws IOException {
        String run = counted();
        JsonNode before = json("calibrate", "traffic", run, "--format", "json");
        List<CounterRecord> counters = new ArrayList<>(CountersFile.read(Path.of(run)));
        ConvDims layer = PaperLayers.all().get(1).dims(4);
        String key = "delta/" + PaperLayers.all().get(1).name() + "/n4";
        Tile tile = new Tile(128, 64, 8, 64, 32, 128, 128);
        KernelModel.Outcome exact =
                new KernelModel(KernelSpec.of(tile, 3, ElementType.FP32, Layout.NHWC), V100).predict(layer);
        counters.add(named(
                record(key, predicted(PaperLayers.all().get(1).name(), 4)),
                "sm80_xmma_fprop_implicit_gemm_f32f32_f32f32_f32_nhwckrsc_nhwc_tilesize128x64x8_stage3_warpsize2x2x1_g1_ffma",
                exact));
        CountersFile.write(Path.of(run), counters);
        JsonNode json = json("calibrate", "traffic", run, "--format", "json");
        assertThat(json.get("levels")).isEqualTo(before.get("levels"));
        assertThat(json.get("group").textValue()).isEqualTo("fp32-nchw");
        JsonNode staged = json.get("comparisons").get(3);
        assertThat(staged.get("group").textValue()).isEqualTo("fp32-nhwc-staged");
        assertThat(staged.get("model").textValue()).isEqualTo("delta-plus-kernel");
        assertThat(staged.at("/levels/dram/gmae").doubleValue()).isLessThan(1e-9);
        assertThat(staged.at("/levels/time/gmae").doubleValue()).isLessThan(1e-9);
        assertThat(json.at("/leftOutReasons/0/count").intValue()).isEqualTo(1);
    }

    /** The page draws the very pairs that the command tells. */
    @Test
    void theReportShowsTheSameNumbersMeasuredBesideTheSimulated() throws IOException {
        String run = counted();
        JsonNode json = json("calibrate", "traffic", run, "--format", "json");
        Path page = folder.resolve("report.html");
        CommandLineRun written = CommandLineRun.of("report", run, "-o", page.toString());
        assertThat(written.code()).as(written.err()).isZero();
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        JsonNode scatter = section(report, "counters-fp32-nchw-traffic-delta");
        assertThat(scatter.get("origin").textValue()).isEqualTo("replayed");
        assertThat(scatter.at("/chart/series")).hasSize(3);
        assertThat(scatter.at("/chart/series/1/points")).hasSize(24);
        assertThat(section(report, "counters-fp32-nchw-time")
                        .at("/chart/series")
                        .findValuesAsText("name"))
                .containsExactly("DeLTA", "DeLTA+", "DeLTA+ calibrated");
        assertThat(section(report, "counters-fp32-nchw-residuals-delta-plus")
                        .at("/chart/series")
                        .findValuesAsText("name"))
                .containsExactly("L1", "L2", "memory", "time");
        // The five layers furthest off, of three models at four levels.
        assertThat(section(report, "counters-worst").at("/table/rows")).hasSize(5 * 3 * 4);
        assertThat(section(report, "simulation-delta").get("origin").textValue())
                .isEqualTo("simulated");
        assertThat(folder.resolve("report-csv/counters-agreement.csv"))
                .content()
                .contains("\"FP32, NCHW\",DeLTA,L2,24,"
                        + json.at("/levels/l2/gmae").asText() + ",");
        assertThat(folder.resolve("report-csv/counters-calibration.csv"))
                .content()
                .contains("share in step,\"FP32, NCHW\","
                        + json.at("/calibrations/0/share/value").asText());
        assertThat(folder.resolve("report-csv/traffic-left-out.csv")).content().contains("1,no permission,");

        Path unknown = Files.createDirectories(folder.resolve("unknown"));
        new Runs().with("delta/goog_5a_1x1/n2").write(unknown);
        CountersFile.write(unknown, List.of(record("delta/goog_5a_1x1/n2", predicted("goog_5a_1x1", 2))));
        CommandLineRun.of("report", unknown.toString(), "-o", page.toString());
        report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(section(report, "traffic").get("reason").textValue()).contains("no GPU in the manifest", "--gpu");
    }

    private static JsonNode section(JsonNode report, String id) {
        return StreamSupport.stream(report.get("sections").spliterator(), false)
                .filter(section -> section.get("id").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static CounterRecord named(CounterRecord one, String kernel, KernelModel.Outcome counted) {
        return new CounterRecord(
                one.key(),
                "cudnn",
                kernel,
                one.algorithm(),
                "fp32",
                "nhwc",
                128,
                64,
                8,
                counted.traffic().l1Bytes(),
                counted.traffic().l2Bytes(),
                counted.traffic().dramBytes(),
                0.0,
                counted.timeSeconds(),
                one.smClockHz(),
                one.cacheControl(),
                one.clockControl(),
                one.tool(),
                one.source(),
                one.status(),
                null);
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

    /** Two layers leave both numbers open, as the simulator knows no time either. */
    @Test
    void whatIsNotIdentifiableIsNotKept() throws IOException {
        String run = new Runs()
                .with("delta/goog_4a_3x3/n2")
                .with("delta/goog_5a_1x1/n2")
                .write(folder)
                .toString();
        Path profile = folder.resolve("none.json");
        CommandLineRun tried = CommandLineRun.ok(
                "calibrate", "traffic", run, "--against", "simulator", "--profile-out", profile.toString());
        assertThat(profile).doesNotExist();
        assertThat(tried.err())
                .contains(
                        "nothing kept in " + profile + ": share not identifiable: ", "memory latency not identifiable")
                .doesNotContain("calibration of");
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
        assertThat(csv.out()).startsWith("level,model,case,engine,predicted,reference,ratio,origin,cause,group,type");
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
        CommandLineRun.refused("no GPU in the manifest", "calibrate", "traffic", bare.toString());
        CommandLineRun.refused("no counters.csv", "calibrate", "traffic", bare.toString(), "--gpu", "v100");
        CountersFile.write(
                bare,
                List.of(CounterRecord.without(
                        new Unit("delta/goog_5a_1x1/n2", "cuda"),
                        Status.UNAVAILABLE,
                        "ncu",
                        Origin.MEASURED,
                        "no permission")));
        CommandLineRun.refused("no permission", "calibrate", "traffic", bare.toString(), "--gpu", "v100");
        Path networks = Files.createDirectories(folder.resolve("networks"));
        new Runs().with("alexnet/n1").write(networks);
        CommandLineRun.refused("no convolution", "calibrate", "traffic", networks.toString(), "--against", "simulator");
        CommandLineRun.refused(
                "no such file", "calibrate", "traffic", folder.resolve("none").toString());
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
        return CommandLineRun.ok(arguments).json();
    }
}
