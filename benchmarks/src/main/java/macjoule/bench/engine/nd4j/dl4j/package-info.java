/**
 * Eclipse Deeplearning4j: networks as its users build them, from its own layers in a {@code ComputationGraph}. There are two engines,
 * because release 1.0.0-M2.1 never uses oneDNN as shipped: {@code dl4j} is that release, {@code dl4j-onednn} the same with oneDNN
 * switched on for convolution, pooling, batch normalisation and local response normalisation. They differ in a property that
 * Deeplearning4j reads while a layer is made, so sessions of both can live in one JVM without touching each other; {@code nd4j}
 * reads neither.
 */
@NullMarked
package macjoule.bench.engine.nd4j.dl4j;

import org.jspecify.annotations.NullMarked;
