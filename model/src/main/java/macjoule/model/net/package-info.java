/**
 * Networks as data: a {@link macjoule.model.net.Network} is a graph of {@link macjoule.model.net.Node}s, each applying one
 * {@link macjoule.model.net.Layer} to the outputs of others. Shapes are inferred while a network is built, for one image.
 */
@NullMarked
package macjoule.model.net;

import org.jspecify.annotations.NullMarked;
