/**
 * ND4J, the array library of Eclipse Deeplearning4j: each layer as the operation it is at bottom, in the layout that oneDNN likes
 * best. All classes of ND4J stay in here and in {@code dl4j}, its layers as shipped.
 */
@NullMarked
package macjoule.bench.engine.nd4j;

import org.jspecify.annotations.NullMarked;
