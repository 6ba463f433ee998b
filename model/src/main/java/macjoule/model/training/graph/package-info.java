/**
 * Networks as a training step sees them: a {@link macjoule.model.training.graph.TrainingGraph} of layers that know only the size
 * of what they write, their weights and their operations, for a whole batch; the four workloads of C.-Y. Tsai's thesis (National
 * Taiwan University, 2021), and the conversion of any {@link macjoule.model.net.Network}.
 */
@NullMarked
package macjoule.model.training.graph;

import org.jspecify.annotations.NullMarked;
