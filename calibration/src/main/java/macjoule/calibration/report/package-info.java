/**
 * How results are shown and kept: tables as text or CSV, what a report says apart from how it looks, and files that are either
 * whole or not there.
 */
@NullMarked
package macjoule.calibration.report;

import org.jspecify.annotations.NullMarked;
