/**
 * DeLTA+: what a convolution moves through the memory of a GPU, estimated by sampling where the DeLTA paper has closed
 * equations. Requests are coalesced exactly for a few warps, L1 is followed for a few iterations of a few SMs, and memory traffic
 * follows from the reuse distances between waves of thread blocks. {@link macjoule.model.deltaplus.DeltaPlus} answers the same
 * question as the cache simulation in well under a millisecond; {@link macjoule.model.deltaplus.AccuracyStudy} holds it against
 * that simulation.
 */
@NullMarked
package macjoule.model.deltaplus;

import org.jspecify.annotations.NullMarked;
