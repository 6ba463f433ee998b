/**
 * DeLTA (Lym et al., ISPASS 2019): how many bytes a convolution run as an im2col matrix product moves at each level of a GPU's
 * memory, how long it takes, and what bounds it. {@link macjoule.model.delta.Delta} predicts; a
 * {@link macjoule.model.delta.TrafficModel} says what moves; {@link macjoule.model.delta.DeltaOptions} holds every choice that
 * the paper leaves open.
 */
@NullMarked
package macjoule.model.delta;

import org.jspecify.annotations.NullMarked;
