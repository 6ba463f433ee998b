package macjoule.calibration.report.html;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** The numbers that a page carries for its charts and tables: plain JSON, packed only where that would make too large a page. */
final class PageData {
    static final int MOST_PLAIN = 650_000;

    private PageData() {}

    static String element(String json) {
        return json.length() <= MOST_PLAIN
                ? "<script type=\"application/json\" id=\"report-data\">" + Markup.escapeJson(json) + "</script>"
                : "<script type=\"application/json\" id=\"report-data\" data-gzip=\"" + packed(json) + "\"></script>";
    }

    /** Harmless within HTML, as it is of letters, digits, plus, slash and equals signs only. */
    private static String packed(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
