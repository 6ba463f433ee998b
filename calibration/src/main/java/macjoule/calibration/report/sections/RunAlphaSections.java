package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.alpha.AlphaReport;
import macjoule.calibration.alpha.EfficiencySet;
import macjoule.calibration.alpha.EnergyBasis;
import macjoule.calibration.alpha.RunEfficiency;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Unavailable;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;

/** Alpha as {@code calibrate alpha} fits it to a run, for each engine and batch that measured joules of networks. */
final class RunAlphaSections {
    private static final String HEADING = "Which alpha explains the efficiency measured";

    private final RunRecord run;
    private final Origin origin;
    private final List<Section> sections = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    private RunAlphaSections(RunRecord run, Origin origin) {
        this.run = run;
        this.origin = origin;
    }

    /** Nothing for a run without joules, which other sections tell. */
    static List<Section> of(RunRecord run, Origin origin) {
        RunAlphaSections all = new RunAlphaSections(run, origin);
        List<RunEfficiency> choices = RunEfficiency.choices(run, Convention.PAPER);
        choices.forEach(choice -> all.add(choice, name(choice, choices)));
        if (all.sections.isEmpty() && !choices.isEmpty()) {
            Unavailable body = new Unavailable(String.join("; ", all.obstacles));
            all.sections.add(
                    new Section("run-alpha", HEADING, origin, "Alpha fitted to the networks of this run.", body));
        }
        return all.sections;
    }

    /** The batch where an engine measured several. */
    private static String name(RunEfficiency choice, List<RunEfficiency> choices) {
        boolean alone = choices.stream()
                        .filter(one -> String.valueOf(one.engine()).equals(choice.engine()))
                        .count()
                == 1;
        return choice.engine() + (alone ? "" : ", batch " + choice.batch());
    }

    private void add(RunEfficiency choice, String name) {
        Optional<EfficiencySet> gross = set(choice, name);
        if (gross.isEmpty()) {
            return;
        }
        String id = "run-alpha-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String heading = HEADING + ", " + name;
        AlphaReport report = AlphaCalibration.withDefaults().calibrate(gross.get());
        Section curve = AlphaSections.curve(id, heading, origin, report);
        int before = obstacles.size();
        Optional<EfficiencySet> net = set(choice.withBasis(EnergyBasis.NET), name);
        sections.add(
                net.isPresent() ? curve : curve.withMoreNotes("Net of idle: unavailable: " + obstacles.get(before)));
        net.map(set -> AlphaCalibration.withDefaults().calibrate(set))
                .ifPresent(
                        fit -> sections.add(AlphaSections.curve(id + "-net", heading + ", net of idle", origin, fit)));
        sections.add(AlphaSections.rivals(id + "-rivals", "What predicts efficiency best, " + name, origin, report));
    }

    /** Empty, with the reason among the obstacles, where alpha cannot be fitted. */
    private Optional<EfficiencySet> set(RunEfficiency choice, String name) {
        try {
            return Optional.of(choice.of("run of " + run.manifest().start() + ", engine " + name, run));
        } catch (BadInputException obstacle) {
            obstacles.add(String.valueOf(obstacle.getMessage()));
            return Optional.empty();
        }
    }
}
