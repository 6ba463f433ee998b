/**
 * The training-memory model of C.-Y. Tsai's thesis (National Taiwan University, 2021): how much one training iteration moves between
 * a software-managed cache and off-chip memory, and how long it takes, for a cache capacity, a bandwidth and a throughput. A
 * {@link macjoule.model.training.TrainingModel} compiles a graph once and then evaluates capacities independently of each other.
 */
@NullMarked
package macjoule.model.training;

import org.jspecify.annotations.NullMarked;
