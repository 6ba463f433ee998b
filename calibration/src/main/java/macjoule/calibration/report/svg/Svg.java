package macjoule.calibration.report.svg;

import java.util.Locale;

/** Collects the elements of an image. Coordinates are in pixels, from the upper left corner. */
final class Svg {
    static final int COLOURS = 6;

    private static final double CHARACTER = 6.3;
    private static final String STYLE = """
            text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:#3c4855}
            .title{font-size:15px;font-weight:600;fill:#1b2430}.page{fill:#fff}.grid{stroke:#e3e8ed}.axis{stroke:#9aa5b1}
            .mark{stroke:#1b2430;stroke-width:1.5;fill:none}.thin{stroke:#6b7785;stroke-dasharray:5 4;fill:none}.band{fill:#0b63b0;fill-opacity:.13}
            .missing{font-style:italic}.label{font-size:11px}.curve{fill:none;stroke-width:2}
            .f0{fill:#0b63b0}.f1{fill:#c2570c}.f2{fill:#00795f}.f3{fill:#9a3d86}.f4{fill:#7a6a00}.f5{fill:#4b5a6b}
            .c0{stroke:#0b63b0}.c1{stroke:#c2570c}.c2{stroke:#00795f}.c3{stroke:#9a3d86}.c4{stroke:#7a6a00}.c5{stroke:#4b5a6b}
            @media (prefers-color-scheme:dark){text{fill:#b4c0cd}.title{fill:#e6ebf1}.page{fill:#161c25}.grid{stroke:#2b3542}.axis{stroke:#5d6b7b}
            .mark{stroke:#e6ebf1}.thin{stroke:#8592a1}.band{fill:#6cb2f4}
            .f0{fill:#6cb2f4}.f1{fill:#f39a55}.f2{fill:#4fc7a4}.f3{fill:#d98bc9}.f4{fill:#d3c04f}.f5{fill:#a9b7c6}
            .c0{stroke:#6cb2f4}.c1{stroke:#f39a55}.c2{stroke:#4fc7a4}.c3{stroke:#d98bc9}.c4{stroke:#d3c04f}.c5{stroke:#a9b7c6}}
            """;

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    /** About how wide a text is; fonts differ, so nothing may depend on the last pixel. */
    static double width(String text) {
        return text.length() * CHARACTER;
    }

    void line(String classes, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", classes, x1, y1, x2, y2);
    }

    void rect(String classes, double x, double y, double w, double h) {
        add("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", classes, x, y, w, h);
    }

    void dot(String classes, double x, double y, double radius) {
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", classes, x, y, radius);
    }

    void path(String classes, String points) {
        add("<polyline class=\"%s\" points=\"%s\"/>", classes, points);
    }

    /** A text whose {@code anchor} is start, middle or end. */
    void text(String classes, String anchor, double x, double y, String text) {
        add(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                classes, anchor, x, y, escape(text));
    }

    String finish() {
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <title>%3$s</title>
                <style>%4$s</style>
                <rect class="page" width="%1$d" height="%2$d" rx="8"/>
                <text class="title" x="16" y="26">%3$s</text>
                %5$s</svg>
                """, width, height, escape(title), STYLE, body);
    }

    private void add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
