/** Keras models saved as JSON or as {@code .keras} archives, written by Keras 2 or 3, sequential or functional. */
@NullMarked
package macjoule.model.format.keras;

import org.jspecify.annotations.NullMarked;
