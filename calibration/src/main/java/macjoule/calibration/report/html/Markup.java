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
    /**
     * JSON within a script element, where no entity is decoded. In JSON these characters occur within strings only, and there
     * may be written as escapes: so nothing in the data can end the element or open a comment.
     */
    static String escapeJson(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
