package macjoule.bench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is known of a GPU's sensor, each way of it a command of its own. */
@Command(
        name = "sensor",
        description =
                "Finds out what a GPU's power sensor is like, shows and records it, and frees clocks that were left locked.",
        subcommands = {
            SensorShowCommand.class,
            SensorCharacteriseCommand.class,
            SensorRecordCommand.class,
            SensorRestoreCommand.class
        })
final class SensorCommand implements Runnable {
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
        throw new ParameterException(spec.commandLine(), "nothing to do with the sensor");
    }
}
