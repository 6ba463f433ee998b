package macjoule.bench.bringup;

/**
 * One step of a bring-up.
 *
 * @param seconds what it takes, or, of an elastic step, its share of the time that is left
 * @param elastic whether it does as much as its time allows
 * @param alone whether it keeps other measurements off the GPU
 * @param resumable whether another process can go on where one lost its context
 */
public record BringUpStep(
        String name, double seconds, boolean elastic, boolean alone, boolean resumable, StepWork work) {

    static BringUpStep fixed(String name, double seconds, StepWork work) {
        return new BringUpStep(name, seconds, false, false, false, work);
    }

    static BringUpStep elastic(String name, double seconds, StepWork work) {
        return new BringUpStep(name, seconds, true, false, false, work);
    }

    BringUpStep onItsOwn() {
        return new BringUpStep(name, seconds, elastic, true, resumable, work);
    }

    BringUpStep resumed() {
        return new BringUpStep(name, seconds, elastic, alone, true, work);
    }
}
