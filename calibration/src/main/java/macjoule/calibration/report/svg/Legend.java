package macjoule.calibration.report.svg;

import java.util.List;
import java.util.stream.IntStream;

/** Names of what is drawn, each beside a sample, in as many lines as they need. */
final class Legend {
    private static final int TOP = 46;
    private static final int LINE = 18;
    private static final int LEFT = 16;

    private final List<Entry> entries;
    private final int width;

    /**
     * One name.
     *
     * @param classes of the sample
     * @param line whether the sample is a line rather than a patch
     */
    record Entry(String name, String classes, boolean line) {
        double space() {
            return 15 + Svg.width(name) + 18;
        }
    }

    /** A single entry would only repeat the title and is not shown. */
    Legend(List<Entry> entries, int width) {
        this.entries = entries.size() < 2 ? List.of() : List.copyOf(entries);
        this.width = width;
    }

    /** Entries in the colours of the series. */
    static List<Entry> of(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Entry(names.get(i), "f" + i % Svg.COLOURS, false))
                .toList();
    }

    /** Where the drawing below may begin. */
    int bottom() {
        return entries.isEmpty() ? TOP + 4 : walk((entry, x, y) -> {}) + LINE + 4;
    }

    void draw(Svg svg) {
        walk((entry, x, y) -> {
            if (entry.line()) {
                svg.line(entry.classes(), x, y - 4, x + 12, y - 4);
            } else {
                svg.rect(entry.classes(), x, y - 9, 10, 10);
            }
            svg.text("", "start", x + 15, y, entry.name());
        });
    }

    private interface Visitor {
        void visit(Entry entry, double x, int y);
    }

    /** Visits each entry where it stands and returns the height of the last line. */
    private int walk(Visitor visitor) {
        double x = LEFT;
        int y = TOP;
        for (Entry entry : entries) {
            if (x > LEFT && x + entry.space() > width) {
                x = LEFT;
                y += LINE;
            }
            visitor.visit(entry, x, y);
            x += entry.space();
        }
        return y;
    }
}
