package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import macjoule.bench.run.MainJob.Outcome;
import macjoule.bench.run.MainJob.Status;
import macjoule.calibration.record.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code bench} and {@code run} make of joules that were required and did not come, though there is a sensor. */
class RequiredEnergyTest {
    private static final List<Outcome> DONE = List.of(new Outcome("measure", Status.DONE, 1, ""));
    private static final List<Outcome> FAILED = List.of(new Outcome("measure", Status.FAILED, 1, ""));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void oneCaseWithoutJoulesIsEnough() {
        RunRecord run = RunRecord.read(new Runs()
                .with("alexnet/n1", Runs.ENGINE, 0.01)
                .with("googlenet/n1", Runs.ENGINE, Double.NaN)
                .write(folder));
        assertThat(required("--require-energy").unmet(run))
                .contains("energy was required, and is unknown of 1 of 2 cases: no sensor");
        assertThat(required().unmet(run)).isEmpty();
    }

    @Test
    void joulesOfEveryCaseAreEnough() {
        RunRecord run =
                RunRecord.read(new Runs().with("alexnet/n1", Runs.ENGINE, 0.01).write(folder));
        assertThat(required("--require-energy").unmet(run)).isEmpty();
    }

    @Test
    void nothingMeasuredIsNoEnergy() {
        assertThat(required("--require-energy").unmet(null)).contains("energy was required, and nothing was measured");
    }

    @Test
    void theMainJobExitsWithFourForThat() {
        assertThat(RunCommand.exitCode(true, DONE)).isEqualTo(4);
        assertThat(RunCommand.exitCode(true, FAILED)).isEqualTo(4);
        assertThat(RunCommand.exitCode(false, FAILED)).isEqualTo(5);
        assertThat(RunCommand.exitCode(false, DONE)).isZero();
    }

    private static EnergyOptions required(String... arguments) {
        EnergyOptions options = new EnergyOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }
}
