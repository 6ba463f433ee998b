package macjoule.bench.bringup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import macjoule.bench.run.BlockedException;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.NetworkEnergy;
import macjoule.calibration.csv.CsvRow;
import macjoule.calibration.csv.CsvTable;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.sections.AlphaSections;
import macjoule.calibration.stats.Interval;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import macjoule.model.zoo.Zoo;

/** Alpha fitted to the joules of networks, for each engine and batch by itself. */
final class AlphaFits {
    private static final Pattern NETWORK = Pattern.compile("([^/]+)/n(\\d+)");

    private final List<Fit> fits = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    private AlphaFits() {}

    /** Networks that one engine computed in batches of one size. */
    private record Choice(String engine, int batch) {
        @Override
        public String toString() {
            return engine + ", batch " + batch;
        }
    }

    private record Fit(Choice choice, AlphaReport report) {
        String told() {
            Interval interval = report.uncertainty().ci95();
            return String.format(
                    Locale.ROOT,
                    "%s, %d networks: %.3f, 95 %% interval %.2f to %.2f, %s",
                    choice,
                    report.fit().n(),
                    report.fit().alpha(),
                    interval.lower(),
                    interval.upper(),
                    report.identifiability().identifiable() ? "identifiable" : "NOT identifiable");
        }

        List<Section> sections() {
            String id = "alpha-" + choice.engine() + "-" + choice.batch();
            return List.of(
                    AlphaSections.curve(
                            id, "Which alpha explains the efficiency measured, " + choice, Origin.MEASURED, report),
                    AlphaSections.rivals(
                            id + "-rivals", "What predicts efficiency best, " + choice, Origin.MEASURED, report));
        }
    }

    /**
     * @throws BlockedException if no alpha can be fitted
     */
    static AlphaFits of(Path folder) {
        AlphaFits all = new AlphaFits();
        all.measured(folder).forEach((choice, networks) -> {
            try {
                String source = Timing.FILE + ", " + choice;
                AlphaReport report = AlphaCalibration.withDefaults()
                        .calibrate(NetworkEnergy.gross(source, Convention.PAPER, List.copyOf(networks.values())));
                all.fits.add(new Fit(choice, report));
            } catch (BadInputException e) {
                all.obstacles.add(String.valueOf(e.getMessage()));
            }
        });
        if (all.fits.isEmpty()) {
            throw new BlockedException(
                    all.obstacles.isEmpty() ? "no joules of networks were measured" : String.join("; ", all.obstacles));
        }
        return all;
    }

    /** By network, so that one that was measured twice counts once. */
    private Map<Choice, Map<String, NetworkEnergy>> measured(Path folder) {
        Path file = folder.resolve(Timing.FILE);
        Map<Choice, Map<String, NetworkEnergy>> measured = new LinkedHashMap<>();
        for (CsvRow row : Files.exists(file) ? CsvTable.read(file).rows() : List.<CsvRow>of()) {
            Matcher network = NETWORK.matcher(row.text("case"));
            if (network.matches() && Zoo.find(network.group(1)).isPresent()) {
                Optional<String> joules = row.textIfKnown("joulesPerOp");
                if (joules.isPresent() && row.textIfKnown("reason").isEmpty()) {
                    int batch = Integer.parseInt(network.group(2));
                    measured.computeIfAbsent(new Choice(row.text("engine"), batch), unknown -> new LinkedHashMap<>())
                            .put(
                                    network.group(1),
                                    NetworkEnergy.ofZoo(
                                            network.group(1), Convention.PAPER, batch, row.positive("joulesPerOp"), 0));
                } else {
                    addObstacle(row);
                }
            }
        }
        return measured;
    }

    /** One reason for all, as they are mostly the same. */
    private void addObstacle(CsvRow row) {
        if (obstacles.isEmpty()) {
            String reason = row.textIfKnown("reason")
                    .or(() -> row.textIfKnown("joulesReason"))
                    .orElse("no reason is given");
            obstacles.add(row.text("case") + " on " + row.text("engine") + " has no joules: " + reason);
        }
    }

    /** One line. */
    String told() {
        return "alpha: " + fits.stream().map(Fit::told).collect(Collectors.joining("; "));
    }

    /** What a report shows of them. */
    List<Section> sections() {
        return fits.stream().flatMap(fit -> fit.sections().stream()).toList();
    }
}
