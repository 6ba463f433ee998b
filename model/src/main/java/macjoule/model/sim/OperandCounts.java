package macjoule.model.sim;

/**
 * What the loads of one operand came to.
 *
 * @param requests warp loads with at least one active lane
 * @param lines accesses of L1, one per line of a request
 * @param sectors sectors of 32 bytes those accesses asked for
 * @param l2Sectors sectors asked of L2, as L1 did not have them
 * @param dramSectors sectors read from memory, as L2 did not have them either
 */
public record OperandCounts(long requests, long lines, long sectors, long l2Sectors, long dramSectors) {}
