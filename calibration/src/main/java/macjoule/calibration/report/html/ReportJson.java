package macjoule.calibration.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import macjoule.calibration.report.Chart;
import macjoule.calibration.report.DataTable;
import macjoule.calibration.report.ReportDocument;
import macjoule.calibration.report.Section;
import macjoule.calibration.report.Text;
import macjoule.calibration.report.Unavailable;

/** A report with all its numbers as one JSON object: the same within the HTML file and beside it. */
final class ReportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportJson() {}

    static String compact(ReportDocument document) {
        return text(document, false);
    }

    static String pretty(ReportDocument document) {
        return text(document, true) + "\n";
    }

    private static String text(ReportDocument document, boolean pretty) {
        ObjectNode json = document(document);
        try {
            return pretty
                    ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json)
                    : MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode document(ReportDocument document) {
        ObjectNode json = object().put("schema", "macjoule.report/1").put("title", document.title());
        json.set("facts", MAPPER.valueToTree(document.facts()));
        ArrayNode sections = json.putArray("sections");
        document.sections().forEach(section -> sections.add(section(section)));
        return json;
    }

    private static ObjectNode section(Section section) {
        ObjectNode json = object().put("id", section.id())
                .put("heading", section.heading())
                .put("origin", section.origin().id())
                .put("explanation", section.explanation());
        json.set("notes", MAPPER.valueToTree(section.notes()));
        json.put("kind", section.body().kind());
        if (section.body() instanceof Chart chart) {
            json.set("chart", MAPPER.valueToTree(chart));
        } else if (section.body() instanceof DataTable body) {
            json.set("table", TableJson.of(body.table()));
        } else if (section.body() instanceof Text text) {
            json.set("paragraphs", MAPPER.valueToTree(text.paragraphs()));
        } else if (section.body() instanceof Unavailable unavailable) {
            json.putNull("value").put("reason", unavailable.reason());
        }
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
