/** Draws charts as static SVG images, for places that run no scripts, such as a README. */
@NullMarked
package macjoule.calibration.report.svg;

import org.jspecify.annotations.NullMarked;
