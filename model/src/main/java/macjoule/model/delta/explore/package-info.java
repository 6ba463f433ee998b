/**
 * Questions asked of DeLTA: what a scaled GPU gains ({@link macjoule.model.delta.explore.ScalingStudy}), which of many designs are
 * worth their cost ({@link macjoule.model.delta.explore.DesignSweep}), and how a layer's size matters
 * ({@link macjoule.model.delta.explore.LayerSweep}).
 */
@NullMarked
package macjoule.model.delta.explore;

import org.jspecify.annotations.NullMarked;
