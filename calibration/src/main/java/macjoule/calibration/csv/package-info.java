/** Tables as comma-separated text, read strictly: what is wrong is told with its file, line and column. */
@NullMarked
package macjoule.calibration.csv;

import org.jspecify.annotations.NullMarked;
