package macjoule.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.AlphaEstimate;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.EnergyBasis;
import macjoule.calibration.alpha.GpuIdentity;
import macjoule.calibration.alpha.HardwareProfile;
import macjoule.calibration.alpha.RunEfficiency;
import macjoule.model.count.Convention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fits alpha to energy efficiencies and says how sure it is. */
@Command(
        name = "alpha",
        description = {
            "Finds the alpha whose DI goes best with energy efficiency, and says how sure that is.",
            "Efficiencies come from run directories whose networks have joules, from CSV files"
                    + " (network,macsPerJoule[,sd][,convention][,energy]; a network by name or file) or from"
                    + " published tables."
        },
        footer = {
            "",
            "Where a run measured idle power, alpha is fitted to gross joules and to net ones. The interval"
                    + " is a percentile bootstrap over networks, widened for small samples. An alpha"
                    + " whose interval covers more than half of 0 to 1 is not identifiable, and none is recommended."
                    + " Rivals are ranked by leave-one-out error."
        })
final class CalibrateAlphaCommand extends OutputCommand {
    /** Fewer leave the ends of an interval to a resample or two; with one, any alpha would seem certain. */
    private static final int FEWEST_RESAMPLES = 100;

    private static final int MOST_RESAMPLES = 1_000_000;

    @Parameters(arity = "0..*", paramLabel = "RUN|CSV", description = "Run directories or files of efficiencies.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--published",
            paramLabel = "NAME",
            description = "Published efficiencies: p100 (twelve networks, batch 4).")
    private @Nullable String published;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Bootstrap resamples, 100 to 1000000; default ${DEFAULT-VALUE}.")
    private int resamples;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same intervals.")
    private @Nullable Long seed;

    @Option(
            names = "--convention",
            paramLabel = "NAME",
            defaultValue = "paper",
            description = "How the MACs of runs are counted, paper or conv-fc; default ${DEFAULT-VALUE}.")
    private Convention convention = Convention.PAPER;

    @Option(names = "--engine", paramLabel = "NAME", description = "Of runs, the networks of this engine alone.")
    private @Nullable String engine;

    @Option(names = "--batch", paramLabel = "N", description = "Of runs, the networks at this batch alone.")
    private @Nullable Integer batch;

    @Option(
            names = "--idle-watts",
            paramLabel = "W",
            description = "Of runs, the joules net of this idle power; without it and without --net they are gross.")
    private @Nullable Double idleWatts;

    @Option(names = "--net", description = "Of runs, the joules net of the idle power that the run itself measured.")
    private boolean net;

    @Option(names = "--compare-with", paramLabel = "RUN|CSV|p100", description = "Say whether alpha is the same there.")
    private @Nullable String other;

    @Option(
            names = "--profile-out",
            paramLabel = "FILE",
            description = "Keep alpha in this hardware profile; one that is there and of the same card is extended.")
    private @Nullable Path profile;

    @Option(
            names = "--card",
            paramLabel = "NAME",
            description = "With --profile-out: the card, where the efficiencies do not tell.")
    private @Nullable String card;

    @Override
    public Integer call() {
        if (resamples < FEWEST_RESAMPLES || resamples > MOST_RESAMPLES) {
            throw new UsageException(
                    resamples + " resamples", "--resamples", "give " + FEWEST_RESAMPLES + " to " + MOST_RESAMPLES);
        }
        AlphaCalibration calibration = AlphaCalibration.withDefaults().withResamples(resamples);
        AlphaInputs read = read();
        AlphaCalibration seeded = seed == null ? calibration : calibration.withSeed(seed);
        AlphaReport report = seeded.calibrate(read.merged());
        // What cannot be compared is refused before a profile is written.
        Optional<AlphaResult.Elsewhere> elsewhere = elsewhere()
                .map(there -> new AlphaResult.Elsewhere(there.source(), seeded.compare(read.merged(), there)));
        Path file = profile;
        if (file != null) {
            keep(file, read, report);
        }
        AlphaResult result = new AlphaResult(
                report, read.origin(), read.other().map(seeded::calibrate), read.reasonAgainstOther(), elsewhere);
        return show(() -> AlphaView.text(result), () -> AlphaView.curve(report).toCsv(), () -> AlphaJson.of(result));
    }

    private AlphaInputs read() {
        AlphaInputs read = new AlphaInputs();
        if (published != null) {
            read.addPublished(published);
        }
        inputs.forEach(input -> read.add(input, reading()));
        if (read.isEmpty()) {
            throw new UsageException(
                    "nothing to fit",
                    "macjoule calibrate alpha",
                    "give run directories, CSV files or --published p100");
        }
        requireEffect();
        return read;
    }

    /** Run directories can be read in several ways; files and tables stand as they are. */
    private void requireEffect() {
        if (idleWatts != null) {
            given().refuseBeside("--idle-watts", "--net");
        }
        given().refuseWithout("--profile-out", "--card");
        if (inputs.stream().anyMatch(Files::isDirectory) || (other != null && Files.isDirectory(Path.of(other)))) {
            return;
        }
        for (String option : List.of("--net", "--idle-watts")) {
            if (given().has(option)) {
                throw new UsageException(
                        "no run to take idle power off",
                        option,
                        "give run directories; published efficiencies are gross, those of a file say what they are");
            }
        }
        for (String option : List.of("--engine", "--batch", "--convention")) {
            if (given().has(option)) {
                throw new UsageException(
                        "no run that this would choose from",
                        option,
                        option.equals("--convention")
                                ? "give run directories; a file names its convention in a column"
                                : "give run directories; of files and published tables all is taken");
            }
        }
    }

    private RunEfficiency reading() {
        EnergyBasis basis = net || idleWatts != null ? EnergyBasis.NET : EnergyBasis.GROSS;
        return new RunEfficiency(convention, engine, batch, basis, idleWatts);
    }

    private Optional<EfficiencySet> elsewhere() {
        String named = other;
        if (named == null) {
            return Optional.empty();
        }
        AlphaInputs there = new AlphaInputs();
        if (named.equals(AlphaInputs.P100)) {
            there.addPublished(named);
        } else {
            there.add(Path.of(named), reading());
        }
        return Optional.of(there.merged());
    }

    private void keep(Path file, AlphaInputs read, AlphaReport report) {
        GpuIdentity gpu = read.gpu();
        if (gpu == null && card != null) {
            gpu = new GpuIdentity(card, null, null, "named on the command line");
        }
        if (gpu == null) {
            throw new UsageException("a profile of an unknown card", "--profile-out", "name it with --card");
        }
        HardwareProfile extended =
                HardwareProfile.toExtend(file, gpu).withAlpha(AlphaEstimate.of(report, read.origin(), read.sources()));
        String passport = read.passport();
        (passport == null ? extended : extended.withSensorPassport(passport)).write(file);
        note("alpha kept in " + file);
    }
}
