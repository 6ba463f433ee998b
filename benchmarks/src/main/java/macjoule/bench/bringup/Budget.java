package macjoule.bench.bringup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shares the time that is left among the steps to come: fixed ones first, the rest in proportion to the elastic ones. */
final class Budget {
    private Budget() {}

    /**
     * How long the first of some steps may take; what it leaves over goes to the others.
     *
     * @param steps those to come
     * @param secondsLeft for all of them
     */
    static double seconds(List<BringUpStep> steps, double secondsLeft) {
        BringUpStep first = steps.get(0);
        double fixed = sum(steps, false);
        if (!first.elastic()) {
            return Math.max(0, Math.min(first.seconds(), secondsLeft * first.seconds() / fixed));
        }
        return Math.max(0, secondsLeft - fixed) * first.seconds() / sum(steps, true);
    }

    /** What each step gets if all before it take all of theirs. */
    static String told(List<BringUpStep> steps, double seconds) {
        double left = seconds;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            double share = seconds(steps.subList(i, steps.size()), left);
            left -= share;
            parts.add(String.format(Locale.ROOT, "%s %.0f", steps.get(i).name(), share));
        }
        return String.format(
                        Locale.ROOT, "plan, %.0f s at most; what a step leaves over goes to the later ones: ", seconds)
                + String.join(", ", parts);
    }

    private static double sum(List<BringUpStep> steps, boolean elastic) {
        return steps.stream()
                .filter(step -> step.elastic() == elastic)
                .mapToDouble(BringUpStep::seconds)
                .sum();
    }
}
