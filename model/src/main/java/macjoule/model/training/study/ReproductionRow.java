package macjoule.model.training.study;

/**
 * A number of the thesis beside ours.
 *
 * @param thesis the number as printed, with words such as "about"
 * @param ours the same quantity, computed
 * @param agrees whether ours is what was printed, within the tolerance the table uses for that kind of quantity
 * @param assumption what ours rests on that the thesis does not state, or why it differs
 */
public record ReproductionRow(
        String quantity, String unit, String thesis, double ours, boolean agrees, String assumption) {}
