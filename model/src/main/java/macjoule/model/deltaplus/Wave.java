package macjoule.model.deltaplus;

import macjoule.model.sim.SimulationSetup;

/**
 * Thread blocks {@code first} up to {@code end}, which run at the same time.
 *
 * @param first the first thread block
 * @param end the one behind the last
 */
record Wave(long first, long end) {

    static Wave of(SimulationSetup setup, long number) {
        long first = number * setup.slots();
        return new Wave(first, Math.min(first + setup.slots(), setup.ctas()));
    }

    long ctas() {
        return end - first;
    }
}
