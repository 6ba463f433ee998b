/** How results are shown and kept: tables as text or CSV, and files that are either whole or not there. */
@NullMarked
package macjoule.calibration.report;

import org.jspecify.annotations.NullMarked;
