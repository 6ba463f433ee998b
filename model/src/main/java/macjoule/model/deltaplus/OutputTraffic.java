package macjoule.model.deltaplus;

/**
 * Bytes of the results of a kernel, and of the parts of sums that become results. DeLTA counts none of them as traffic; it knows
 * writes as the time of the epilogue only. What leaves L2 for memory is counted as written there, however much later.
 *
 * @param l2Written bytes written to L2 or, by atomic operations, added there
 * @param dramWritten bytes of them that go on to memory
 * @param l2Read parts of sums read again from L2
 * @param dramRead parts of sums read again from memory
 */
public record OutputTraffic(double l2Written, double dramWritten, double l2Read, double dramRead) {}
