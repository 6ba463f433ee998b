/**
 * How much more activation reuse weighs than weight reuse on the hardware that was measured: the fit of the data reuse
 * coefficient alpha of the DI paper, how sure it is, what it is worth beside simpler and richer predictors, and whether it holds
 * for another machine.
 */
@NullMarked
package macjoule.calibration.alpha;

import org.jspecify.annotations.NullMarked;
