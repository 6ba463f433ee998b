package macjoule.calibration.report;

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
}
