/** The networks macjoule knows by name, each a short builder, with where its definition comes from. */
@NullMarked
package macjoule.model.zoo;

import org.jspecify.annotations.NullMarked;
