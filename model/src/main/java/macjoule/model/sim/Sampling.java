package macjoule.model.sim;

/**
 * Which part of a layer a simulation ran.
 *
 * @param batch the images that were simulated
 * @param waves the waves of thread blocks that took
 * @param fraction of the batch asked for; 1 where all was simulated and nothing scaled
 */
public record Sampling(int batch, long waves, double fraction) {

    public boolean sampled() {
        return fraction < 1;
    }
}
