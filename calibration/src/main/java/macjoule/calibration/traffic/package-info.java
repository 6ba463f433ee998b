/**
 * Predictions of traffic and time held against counters, or against the cache simulation: how far each model is off at each level
 * of the memory and why, and what the free numbers of DeLTA+ must be for the card that was measured, with the error to expect on
 * layers that were not.
 */
@NullMarked
package macjoule.calibration.traffic;

import org.jspecify.annotations.NullMarked;
