/** MACs, parameters and activations of networks, by a named convention. */
@NullMarked
package macjoule.model.count;

import org.jspecify.annotations.NullMarked;
