package macjoule.calibration.traffic;

import macjoule.model.delta.ConvDims;

/**
 * The one convolution or fully connected layer that a case is.
 *
 * @param dims named by the case
 * @param biased whether it has a bias, which DeLTA leaves out
 */
public record CaseLayer(ConvDims dims, boolean biased) {}
