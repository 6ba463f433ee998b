package macjoule.calibration.report;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a report says, apart from how it looks.
 *
 * @param facts about the host and the run
 */
public record ReportDocument(String title, List<Fact> facts, List<Section> sections) {

    public ReportDocument {
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
        Set<String> seen = new HashSet<>();
        for (Section section : sections) {
            if (!seen.add(section.id())) {
                throw new IllegalArgumentException("two sections are called " + section.id());
            }
        }
    }

    /** With sections of one origin together, those first that say most about this very host. */
    public static ReportDocument byOrigin(String title, List<Fact> facts, List<Section> sections) {
        return new ReportDocument(
                title,
                facts,
                sections.stream().sorted(Comparator.comparing(Section::origin)).toList());
    }
}
