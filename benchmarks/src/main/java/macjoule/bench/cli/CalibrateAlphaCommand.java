package macjoule.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.EfficiencyCsv;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.PublishedEfficiency;
import macjoule.model.BadInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fits alpha to energy efficiencies and says how sure it is. */
@Command(
        name = "alpha",
        description = {
            "Finds the alpha whose DI goes best with energy efficiency, and says how sure that is.",
            "Efficiencies come from CSV files (network,macsPerJoule[,sd][,convention][,energy]) or from published tables."
        },
        footer = {
            "",
            "The interval is a percentile bootstrap over networks, widened for small samples. An alpha whose interval covers more",
            "than half of 0 to 1 is not identifiable, and none is recommended. Rivals are ranked by leave-one-out error."
        })
final class CalibrateAlphaCommand extends OutputCommand {
    @Parameters(arity = "0..*", paramLabel = "CSV", description = "Measured efficiencies.")
    private List<Path> files = List.of();

    @Option(
            names = "--published",
            paramLabel = "NAME",
            description = "Published efficiencies: p100 (twelve networks, batch 4).")
    private @Nullable String published;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Bootstrap resamples; default ${DEFAULT-VALUE}.")
    private int resamples;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same intervals.")
    private @Nullable Long seed;

    @Override
    public Integer call() {
        if (resamples < 1) {
            throw new UsageException(resamples + " resamples", "--resamples", "give 1 or more");
        }
        AlphaCalibration calibration = AlphaCalibration.withDefaults().withResamples(resamples);
        AlphaReport report =
                (seed == null ? calibration : calibration.withSeed(seed)).calibrate(EfficiencySet.merged(sets()));
        return show(
                () -> AlphaView.text(report),
                () -> AlphaView.curve(report).toCsv(),
                () -> AlphaJson.of(report, published != null));
    }

    private List<EfficiencySet> sets() {
        List<EfficiencySet> sets = new ArrayList<>();
        if (published != null) {
            if (!published.equals("p100")) {
                throw new BadInputException("no published efficiencies", published, "use p100");
            }
            sets.add(PublishedEfficiency.p100());
        }
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                throw new BadInputException(
                        "no energy efficiencies",
                        file.toString(),
                        "give a CSV file with the columns network,macsPerJoule");
            }
            sets.add(EfficiencyCsv.read(file));
        }
        if (sets.isEmpty()) {
            throw new UsageException(
                    "nothing to fit", "macjoule calibrate alpha", "give CSV files or --published p100");
        }
        return sets;
    }
}
