package macjoule.bench.bringup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shares the time that is left among the steps to come: fixed ones first, each as long as it usually takes, the rest in proportion to the
 * elastic ones. A fixed step that takes longer, up to its limit, does so at the cost of the elastic ones behind it.
 */
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
        if (first.elastic()) {
            return Math.max(0, secondsLeft - fixed) * first.seconds() / sum(steps, true);
        }
        double behind = fixed - first.seconds();
        double least = secondsLeft * first.seconds() / fixed;
        return Math.max(0, Math.min(first.limit(), Math.max(least, secondsLeft - behind)));
    }

    /** What each step gets if all take what they usually do, or all of their shares. */
    static String told(List<BringUpStep> steps, double seconds) {
        double left = seconds;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            double share = Math.min(seconds(steps.subList(i, steps.size()), left), usual(steps.get(i)));
            left -= share;
            parts.add(String.format(Locale.ROOT, "%s %.0f", steps.get(i).name(), share));
        }
        return String.format(
                        Locale.ROOT, "plan, %.0f s at most; what a step leaves over goes to the later ones: ", seconds)
                + String.join(", ", parts);
    }

    private static double usual(BringUpStep step) {
        return step.elastic() ? Double.POSITIVE_INFINITY : step.seconds();
    }

    private static double sum(List<BringUpStep> steps, boolean elastic) {
        return steps.stream()
                .filter(step -> step.elastic() == elastic)
                .mapToDouble(BringUpStep::seconds)
                .sum();
    }
}
