package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import macjoule.calibration.alpha.AlphaCalibration;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;

/** All sections that one recorded run can fill. */
public final class MeasuredReport {
    private MeasuredReport() {}

    public static List<Section> of(RunRecord run, Origin origin) {
        Origin energy = RunSections.energyOrigin(run.manifest(), origin);
        List<Section> sections = new ArrayList<>();
        sections.add(RunSections.speed(run, origin));
        sections.add(RunSections.efficiency(run, energy));
        sections.add(RunSections.energyPerPixel(run, energy));
        sections.add(MeasuredRoofline.of(run, origin));
        sections.addAll(MeasuredRoofline.agreement(run, origin));
        RunEfficiencies.of(run)
                .forEach((engine, set) -> sections.add(AlphaSections.curve(
                        "run-alpha-" + engine.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
                        "Which alpha explains the efficiency measured, " + engine,
                        energy,
                        AlphaCalibration.withDefaults().calibrate(set))));
        sections.add(RunSections.sensor(run.manifest(), energy));
        return sections;
    }
}
