package macjoule.calibration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import macjoule.calibration.record.CaseResult.Status;
import macjoule.model.BadInputException;
import macjoule.model.reuse.Roofline.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void theManifestReadsBackAsWritten() {
        RunManifest manifest =
                Records.manifest().resumed(Records.START.plusSeconds(60)).finished(Records.START.plusSeconds(90));
        manifest.write(directory);
        assertThat(RunManifest.read(directory)).isEqualTo(manifest);
    }

    @Test
    void aManifestOfALaterMajorVersionIsRefused() throws IOException {
        Records.manifest().write(directory);
        Path file = directory.resolve(RunManifest.FILE);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("macjoule.manifest/1", "macjoule.manifest/2"));
        assertThatThrownBy(() -> RunManifest.read(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("macjoule.manifest/2");
        Files.writeString(file, text.replace("macjoule.manifest/1", "macjoule.manifest/1.3"));
        assertThat(RunManifest.read(directory).plan()).isEqualTo(Records.plan());
    }

    @Test
    void aManifestThatLacksItsPlanSaysSo() throws IOException {
        Files.writeString(directory.resolve(RunManifest.FILE), "{\"schema\": \"macjoule.manifest/1\"}");
        assertThatThrownBy(() -> RunManifest.read(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(RunManifest.FILE)
                .hasMessageContaining("version");
    }

    @Test
    void aManifestOfNullsIsRefused() throws IOException {
        Records.manifest().write(directory);
        Path file = directory.resolve(RunManifest.FILE);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"energy\": \\{[^}]*}", "\"energy\": null"));
        assertThatThrownBy(() -> RunManifest.read(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(RunManifest.FILE);
        Files.writeString(file, text.replace("\"version\": \"0.1.0\"", "\"version\": null"));
        assertThatThrownBy(() -> RunManifest.read(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(RunManifest.FILE);
    }

    @Test
    void averagesForksNotWindows() {
        // Forks of 0.05 and 0.06 s per operation: mean 0.055, standard deviation 0.01 / sqrt(2).
        CaseResult result = results(
                        Records.manifest().finished(Records.START),
                        Records.fork(Records.LAYER, 1, 0.5, 0.5),
                        Records.fork(Records.LAYER, 2, 0.5, 0.7))
                .get(0);
        assertThat(result.status()).isEqualTo(Status.MEASURED);
        assertThat(result.secondsPerOp()).isEqualTo(0.055, within(1e-15));
        assertThat(result.spread()).isEqualTo(0.01 / Math.sqrt(2) / 0.055, within(1e-12));
        assertThat(result.joulesPerOp()).isNull();
        assertThat(result.joulesReason()).isEqualTo("no sensor");
    }

    @Test
    void joulesAreThoseOfAllOperationsOfTheWindow() {
        List<Measurement> first =
                List.of(Records.window(Records.LAYER, 1, 1, 0.5, 22.0), Records.window(Records.LAYER, 1, 2, 0.5, 22.0));
        List<Measurement> second =
                List.of(Records.window(Records.LAYER, 2, 1, 0.5, 44.0), Records.window(Records.LAYER, 2, 2, 0.5, 44.0));
        // 22 J and 44 J over eleven operations.
        assertThat(results(Records.manifest(), first, second).get(0).joulesPerOp())
                .isEqualTo(3.0, within(1e-15));
    }

    @Test
    void whatWasPlannedAndDidNotComeBackIsMissing() {
        List<CaseResult> results =
                results(Records.manifest().finished(Records.START), Records.fork(Records.LAYER, 1, 0.5, 0.5));
        assertThat(results)
                .extracting(CaseResult::status)
                .containsExactly(Status.MISSING, Status.MISSING, Status.MISSING, Status.SKIPPED);
        assertThat(results.get(0).reason()).isEqualTo("1 of 2 forks came back");
        assertThat(results.get(3).reason()).isEqualTo("no separable convolution");
    }

    @Test
    void aForkThatFailedFailsItsCaseUntilItIsMadeUpFor() {
        List<Measurement> failure = List.of(Measurement.failed(Records.LAYER, 2, "out of memory"));
        List<Measurement> good = Records.fork(Records.LAYER, 1, 0.5, 0.5);
        assertThat(results(Records.manifest(), good, failure).get(0))
                .extracting(CaseResult::status, CaseResult::reason)
                .containsExactly(Status.FAILED, "out of memory");
        assertThat(results(Records.manifest(), good, failure, Records.fork(Records.LAYER, 2, 0.5, 0.5))
                        .get(0)
                        .status())
                .isEqualTo(Status.MEASURED);
    }

    @Test
    void theSpeedOfAWrongResultMeansNothing() {
        try (CheckLog checks = new CheckLog(directory)) {
            checks.append(new Check(Records.LAYER.key(), "nd4j", 1, 0.3, 1e-5, false, "differs"));
        }
        CaseResult result = results(
                        Records.manifest(),
                        Records.fork(Records.LAYER, 1, 0.5, 0.5),
                        Records.fork(Records.LAYER, 2, 0.5, 0.5))
                .get(0);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.secondsPerOp()).isNull();
    }

    @Test
    void placesACaseUnderTheRoofMeasuredInTheSameRun() {
        RunRecord run = record(
                Records.manifest(),
                Records.fork(Records.LAYER, 1, 0.5, 0.5),
                Records.fork(Records.LAYER, 2, 0.5, 0.5),
                Records.fork(Records.GEMM, 1, 0.1, 0.1),
                Records.fork(Records.GEMM, 2, 0.3, 0.2),
                Records.fork(Records.COPY, 1, 0.1, 0.1),
                Records.fork(Records.COPY, 2, 0.2, 0.1));
        // In the best windows 2^30 MACs in 0.01 s and 2^27 bytes in 0.01 s; the layer takes 0.05 s.
        assertThat(run.peaks().macsPerSecond()).containsEntry(new Peaks.Arithmetic("cpu", "fp32"), (1 << 30) / 0.01);
        assertThat(run.peaks().bytesPerSecond()).containsEntry("cpu", (1 << 27) / 0.01);
        Peaks.Position position = Objects.requireNonNull(
                run.peaks().position(Records.plan(), run.results().get(0)));
        assertThat(position.shareOfPeak()).isEqualTo(447_897_600 / 0.05 / ((1 << 30) / 0.01), within(1e-12));
        assertThat(position.shareOfBandwidth()).isEqualTo(3_483_648 / 0.05 / ((1 << 27) / 0.01), within(1e-12));
        assertThat(position.flopPerByte()).isEqualTo(2.0 * 447_897_600 / 3_483_648, within(1e-9));
        assertThat(position.bound()).isEqualTo(Bound.COMPUTE);
    }

    /** As written before engines told what they multiply. */
    @Test
    void anEngineThatTellsNoArithmeticIsOfSinglePrecision() throws IOException {
        Records.manifest().write(directory);
        Path file = directory.resolve("manifest.json");
        String older = Files.readString(file).replaceAll("\\s*\"arithmetic\"[^,]*,", "");
        assertThat(older).doesNotContain("arithmetic");
        Files.writeString(file, older);
        assertThat(RunManifest.read(directory)).isEqualTo(Records.manifest());
    }

    @Test
    void withoutItsOwnPeaksARunKnowsNoPosition() {
        RunRecord run = record(
                Records.manifest(), Records.fork(Records.LAYER, 1, 0.5, 0.5), Records.fork(Records.LAYER, 2, 0.5, 0.5));
        assertThat(run.peaks().position(Records.plan(), run.results().get(0))).isNull();
    }

    @Test
    void effortTooSmallForAnErrorIsRefused() {
        assertThatThrownBy(() -> new Effort(1, 1, 1, 2, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("3 windows");
    }

    @SafeVarargs
    private List<CaseResult> results(RunManifest manifest, List<Measurement>... forks) {
        return record(manifest, forks).results();
    }

    @SafeVarargs
    private RunRecord record(RunManifest manifest, List<Measurement>... forks) {
        manifest.write(directory);
        try {
            Files.deleteIfExists(directory.resolve(MeasurementLog.FILE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        try (MeasurementLog log = new MeasurementLog(directory)) {
            for (List<Measurement> fork : forks) {
                log.append(fork);
            }
        }
        return RunRecord.read(directory);
    }
}
