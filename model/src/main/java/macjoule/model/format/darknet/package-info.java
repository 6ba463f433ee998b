/** Darknet's {@code .cfg} files: sections in the order in which they are computed. */
@NullMarked
package macjoule.model.format.darknet;

import org.jspecify.annotations.NullMarked;
