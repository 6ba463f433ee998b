/**
 * What all readers share: an {@link macjoule.model.format.graph.Assembly} takes layers one by one, connected by the names that the
 * file uses, and becomes a network; beside it the rules that several formats have in common.
 */
@NullMarked
package macjoule.model.format.graph;

import org.jspecify.annotations.NullMarked;
