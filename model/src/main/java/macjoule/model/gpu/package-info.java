/** GPUs as data: what the models need to know of a card, each figure with its source. */
@NullMarked
package macjoule.model.gpu;

import org.jspecify.annotations.NullMarked;
