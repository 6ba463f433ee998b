package macjoule.bench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The ways of calibrating, each a command of its own. */
@Command(
        name = "calibrate",
        description = "Fits models to measurements.",
        subcommands = {CalibrateAlphaCommand.class, CalibrateTrafficCommand.class})
final class CalibrateCommand implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "nothing to calibrate");
    }
}
