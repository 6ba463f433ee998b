package macjoule.calibration.report.sections;

import java.util.ArrayList;
import java.util.List;
import macjoule.calibration.record.RunRecord;
import macjoule.calibration.report.Origin;
import macjoule.calibration.report.Section;

/** All sections that one recorded run can fill. */
public final class MeasuredReport {
    private MeasuredReport() {}

    public static List<Section> of(RunRecord run, Origin origin) {
        return of(run, origin, DiWeight.PAPER);
    }

    /** The same with another alpha in DI. */
    public static List<Section> of(RunRecord run, Origin origin, DiWeight weight) {
        Origin energy = RunSections.energyOrigin(run.manifest(), origin);
        List<Section> sections = new ArrayList<>();
        sections.add(RunSections.speed(run, origin));
        sections.add(RunSections.efficiency(run, energy));
        sections.add(RunSections.energyPerPixel(run, energy));
        sections.add(MeasuredRoofline.of(run, origin, weight));
        sections.addAll(MeasuredRoofline.agreement(run, origin));
        sections.addAll(RunAlphaSections.of(run, energy));
        sections.add(RunSections.sensor(run.manifest(), energy));
        return sections;
    }
}
