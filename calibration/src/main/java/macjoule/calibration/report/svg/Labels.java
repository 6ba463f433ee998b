package macjoule.calibration.report.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds room for the labels of points: beside, above or below each, off all points, lines and other labels. */
final class Labels {
    private static final double HEIGHT = 12;
    private static final double GAP = 6;

    private final Box frame;
    private final List<Box> taken = new ArrayList<>();

    Labels(Box frame) {
        this.frame = frame;
    }

    /** Keeps labels off a square about a place. */
    void keepOff(double x, double y, double half) {
        taken.add(new Box(x - half, y - half, 2 * half, 2 * half));
    }

    /** The box of a label for the point at this place; empty if there is no room. */
    Optional<Box> place(double x, double y, String text) {
        double wide = Svg.width(text);
        Optional<Box> free = Stream.of(
                        box(x + GAP, y - HEIGHT / 2, wide),
                        box(x - GAP - wide, y - HEIGHT / 2, wide),
                        box(x - wide / 2, y - GAP - HEIGHT, wide),
                        box(x - wide / 2, y + GAP, wide),
                        box(x - 1, y - GAP - HEIGHT, wide),
                        box(x - 1, y + GAP, wide),
                        box(x + 1 - wide, y - GAP - HEIGHT, wide),
                        box(x + 1 - wide, y + GAP, wide))
                .filter(frame::contains)
                .filter(box -> taken.stream().noneMatch(box::intersects))
                .findFirst();
        free.ifPresent(taken::add);
        return free;
    }

    private static Box box(double left, double top, double wide) {
        return new Box(left, top, wide, HEIGHT);
    }
}
