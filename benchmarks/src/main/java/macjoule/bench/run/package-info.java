/** A run: what it was made on, the directory it leaves behind, and the main job that makes one. */
@NullMarked
package macjoule.bench.run;

import org.jspecify.annotations.NullMarked;
