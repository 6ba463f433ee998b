package macjoule.bench.bringup;

/**
 * One step of a bring-up.
 *
 * @param seconds what it takes, or, of an elastic step, its share of the time that is left
 * @param elastic whether it does as much as its time allows
 */
public record BringUpStep(String name, double seconds, boolean elastic, StepWork work) {

    static BringUpStep fixed(String name, double seconds, StepWork work) {
        return new BringUpStep(name, seconds, false, work);
    }

    static BringUpStep elastic(String name, double seconds, StepWork work) {
        return new BringUpStep(name, seconds, true, work);
    }
}
