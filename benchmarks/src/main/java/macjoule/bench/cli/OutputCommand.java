package macjoule.bench.cli;

import java.nio.file.Path;
import macjoule.calibration.report.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that yields data, to the terminal or to a file. */
abstract class OutputCommand extends DataCommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write there instead of to the terminal.")
    private @Nullable Path file;

    @Override
    final void deliver(String text) {
        Path target = file;
        if (target == null) {
            super.deliver(text);
        } else {
            WholeFile.write(target, text);
            note("written to " + target);
        }
    }
}
