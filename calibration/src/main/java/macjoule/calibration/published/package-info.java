/** The tables that the two papers print, as records: what later measurements are held against. */
@NullMarked
package macjoule.calibration.published;

import org.jspecify.annotations.NullMarked;
