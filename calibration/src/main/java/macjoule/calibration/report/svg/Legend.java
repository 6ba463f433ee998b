package macjoule.calibration.report.svg;

import java.util.List;

/** Names of series in their colours, in as many lines as they need. */
final class Legend {
    private static final int TOP = 46;
    private static final int LINE = 18;

    private Legend() {}

    /** Where the drawing below may begin. */
    static int bottom(List<String> names, int width) {
        return names.size() < 2 ? TOP + 4 : TOP + 4 + LINE * lines(names, width);
    }

    static void draw(Svg svg, List<String> names, int width) {
        if (names.size() < 2) {
            return;
        }
        double x = 16;
        int y = TOP;
        for (int i = 0; i < names.size(); i++) {
            if (x > 16 && x + space(names.get(i)) > width) {
                x = 16;
                y += LINE;
            }
            svg.rect("f" + i % Svg.COLOURS, x, y - 9, 10, 10);
            svg.text("", "start", x + 15, y, names.get(i));
            x += space(names.get(i));
        }
    }

    private static int lines(List<String> names, int width) {
        double x = 16;
        int lines = 1;
        for (String name : names) {
            if (x > 16 && x + space(name) > width) {
                x = 16;
                lines++;
            }
            x += space(name);
        }
        return lines;
    }

    private static double space(String name) {
        return 15 + Svg.width(name) + 18;
    }
}
