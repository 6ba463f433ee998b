package macjoule.bench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a command: tells which there are. */
@Command(
        name = "macjoule",
        mixinStandardHelpOptions = true,
        versionProvider = MacjouleCommand.Version.class,
        description = "How many MACs per joule do these GPUs really give, why, and did that get worse overnight?",
        footer = {
            "",
            "JMH's own options, patterns and names of benchmarks go to JMH; 'macjoule -l' lists its benchmarks."
        },
        subcommands = {
            NetworksCommand.class,
            DescribeCommand.class,
            GpusCommand.class,
            PredictCommand.class,
            ExploreCommand.class,
            SimulateCommand.class,
            TrainingCommand.class,
            CalibrateCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            SensorCommand.class,
            ImportCountersCommand.class,
            BringUpCommand.class,
            BundleCommand.class,
            CompareCommand.class,
            NightlyCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            RunCommand.class,
        })
final class MacjouleCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** The version of the jar, as its manifest has it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"macjoule " + version()};
        }
    }

    static String version() {
        String version = MacjouleCommand.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
