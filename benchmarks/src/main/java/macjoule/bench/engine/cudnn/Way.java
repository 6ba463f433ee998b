package macjoule.bench.engine.cudnn;

/**
 * One way to have cuDNN compute a convolution.
 *
 * @param fused whether bias and activation are applied as it goes; if not, both are left to be done behind it
 */
record Way(Algorithm algorithm, boolean fused) {}
