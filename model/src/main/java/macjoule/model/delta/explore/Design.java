package macjoule.model.delta.explore;

/**
 * A point of a design space.
 *
 * @param index its number in the space
 * @param cost relative to the GPU it starts from
 * @param speedup over the GPU it starts from
 */
public record Design(long index, double cost, double speedup) {}
