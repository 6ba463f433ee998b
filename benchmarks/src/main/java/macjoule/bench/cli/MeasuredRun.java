package macjoule.bench.cli;

import java.nio.file.Path;
import macjoule.calibration.record.RunRecord;
import macjoule.model.BadInputException;

/** A recorded run with something in it to judge. */
final class MeasuredRun {
    private MeasuredRun() {}

    /** Reads it, and refuses one in which no case was measured. */
    static RunRecord read(Path directory) {
        RunRecord run = RunRecord.read(directory);
        run.reasonForNothing().ifPresent(reason -> {
            throw new BadInputException(
                    "nothing was measured (" + reason + ")",
                    directory.toString(),
                    "measure again, or name another run");
        });
        return run;
    }
}
