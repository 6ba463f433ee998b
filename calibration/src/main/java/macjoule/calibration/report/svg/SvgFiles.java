package macjoule.calibration.report.svg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import macjoule.calibration.report.Chart;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.WholeFile;
import macjoule.model.BadInputException;

/** Each chart of a report as a file of its own, named like its section. */
public final class SvgFiles {
    private SvgFiles() {}

    /** Writes them into a folder and returns how many there are. */
    public static int write(Path folder, List<Section> sections) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot create the folder", folder.toString(), "choose a place that exists and can be written");
        }
        List<Section> charts = sections.stream()
                .filter(section -> section.body() instanceof Chart)
                .toList();
        charts.forEach(section -> WholeFile.write(folder.resolve(section.id() + ".svg"), SvgChart.of(section)));
        return charts.size();
    }
}
