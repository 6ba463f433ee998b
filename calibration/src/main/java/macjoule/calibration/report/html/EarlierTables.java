package macjoule.calibration.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The CSV files that an earlier report of the same name left, as its JSON tells; whatever else is in the folder is the user's. */
final class EarlierTables {
    private static final String SCHEMA = "macjoule.report/";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private EarlierTables() {}

    static List<Path> of(Path json, Path csv) throws IOException {
        List<Path> files = new ArrayList<>();
        for (JsonNode section : report(json).path("sections")) {
            String id = section.path("id").asText();
            // No earlier report is trusted with what lies in other folders.
            if (PLAIN.matcher(id).matches()) {
                files.add(csv.resolve(id + ".csv"));
            }
        }
        return files;
    }

    private static JsonNode report(Path json) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        if (!Files.isRegularFile(json)) {
            return mapper.missingNode();
        }
        try {
            JsonNode report = mapper.readTree(Files.readString(json));
            return report.path("schema").asText().startsWith(SCHEMA) ? report : mapper.missingNode();
        } catch (IOException e) {
            // Not ours, or cut short: then nothing is known to be ours.
            return mapper.missingNode();
        }
    }
}
