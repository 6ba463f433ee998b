/**
 * What is known of CUDA on a host without loading any of it: where the libraries lie that are not part of the driver. Plain Java, so
 * that a host without a GPU can be asked as well.
 */
@NullMarked
package macjoule.bench.engine.cuda;

import org.jspecify.annotations.NullMarked;
