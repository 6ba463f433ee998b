/** Writes a report as one HTML file that needs no network, and its numbers as JSON and CSV beside it. */
@NullMarked
package macjoule.calibration.report.html;

import org.jspecify.annotations.NullMarked;
