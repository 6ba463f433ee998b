package macjoule.bench.bringup;

/**
 * One step of a bring-up.
 *
 * @param seconds what it usually takes, or, of an elastic step, its share of the time that is left
 * @param limit after which it is ended; an elastic step gets no more than its share anyway
 * @param elastic whether it does as much as its time allows
 * @param alone whether it keeps other measurements off the GPU
 * @param resumable whether another process can go on where one lost its context
 */
public record BringUpStep(
        String name, double seconds, double limit, boolean elastic, boolean alone, boolean resumable, StepWork work) {

    static BringUpStep fixed(String name, double seconds, double limit, StepWork work) {
        return new BringUpStep(name, seconds, limit, false, false, false, work);
    }

    static BringUpStep elastic(String name, double seconds, StepWork work) {
        return new BringUpStep(name, seconds, Double.POSITIVE_INFINITY, true, false, false, work);
    }

    BringUpStep onItsOwn() {
        return new BringUpStep(name, seconds, limit, elastic, true, resumable, work);
    }

    BringUpStep resumed() {
        return new BringUpStep(name, seconds, limit, elastic, alone, true, work);
    }
}
