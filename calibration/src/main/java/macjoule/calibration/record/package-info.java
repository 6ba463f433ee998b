/**
 * What a run leaves behind, read and written: the manifest that says what was planned and on what, one line for each measured
 * window, one for each result checked, and the file JMH wrote. {@link macjoule.calibration.record.RunRecord} reads it all and
 * holds what came back against what was planned. Everything that judges a run starts from these files alone.
 */
@NullMarked
package macjoule.calibration.record;

import org.jspecify.annotations.NullMarked;
