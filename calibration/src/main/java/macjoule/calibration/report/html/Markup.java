package macjoule.calibration.report.html;

/** Makes foreign text harmless within HTML. */
final class Markup {
    private Markup() {}

    /** Text between tags or within a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
