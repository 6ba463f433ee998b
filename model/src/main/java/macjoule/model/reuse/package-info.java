/**
 * What counts say about data reuse and cost before anything is measured: weight and activation reuse, arithmetic intensity and
 * the data-type aware intensity DI, the roofline, the effect of convolution kinds and of filter factorisation, and estimates of
 * memory, traffic and arithmetic energy.
 */
@NullMarked
package macjoule.model.reuse;

import org.jspecify.annotations.NullMarked;
