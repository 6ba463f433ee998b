/** Recordings of sensor readings and their replay through the same code that measured them. All it yields is labelled replayed. */
@NullMarked
package macjoule.bench.energy.replay;

import org.jspecify.annotations.NullMarked;
