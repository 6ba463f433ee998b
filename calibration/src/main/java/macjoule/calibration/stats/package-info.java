/** Statistics over plain arrays of numbers, resting on Commons Math. Knows nothing of networks or energy. */
@NullMarked
package macjoule.calibration.stats;

import org.jspecify.annotations.NullMarked;
