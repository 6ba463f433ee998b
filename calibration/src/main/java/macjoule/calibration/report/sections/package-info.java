/** The sections of a report: what the models compute, what papers publish and what runs measured, each as a chart or a table. */
@NullMarked
package macjoule.calibration.report.sections;

import org.jspecify.annotations.NullMarked;
