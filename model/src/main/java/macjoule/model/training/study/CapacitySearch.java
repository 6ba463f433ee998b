package macjoule.model.training.study;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import macjoule.model.training.CapacityRange;
import macjoule.model.training.Hardware;
import macjoule.model.training.Iteration;
import macjoule.model.training.TrainingModel;

/**
 * How much cache a target takes. As a larger cache is now and then a little worse, every capacity of the range is tried.
 *
 * @param first the smallest capacity that meets the target
 * @param lasting the smallest from which on all larger ones of the range meet it too
 */
public record CapacitySearch(Iteration first, Iteration lasting) {

    /** The capacities for a compute utilisation of at least {@code target}; empty if the largest does not reach it. */
    public static Optional<CapacitySearch> forUtilisation(
            TrainingModel model, CapacityRange capacities, Hardware hardware, double target) {
        return find(model.sweep(capacities, hardware), run -> run.utilisation() >= target);
    }

    private static Optional<CapacitySearch> find(List<Iteration> ascending, Predicate<Iteration> met) {
        int lasting = ascending.size();
        while (lasting > 0 && met.test(ascending.get(lasting - 1))) {
            lasting--;
        }
        if (lasting == ascending.size()) {
            return Optional.empty();
        }
        Iteration from = ascending.get(lasting);
        return ascending.stream().filter(met).findFirst().map(first -> new CapacitySearch(first, from));
    }
}
