/**
 * macjoule's own network format: JSON that is short enough to write by hand and holds all that a
 * {@link macjoule.model.net.Network} holds.
 *
 * <pre>{@code
 * {"schema": "macjoule.network/1", "name": "tiny", "layers": [
 *   {"name": "image", "type": "input", "shape": "3x32x32"},
 *   {"name": "conv", "type": "convolution", "filters": 16, "kernel": 3, "stride": 2, "pad": 1},
 *   {"name": "relu", "type": "activation", "function": "relu"},
 *   {"name": "sum", "type": "element-wise", "operation": "sum", "inputs": ["conv", "relu"]}
 * ]}
 * }</pre>
 *
 * <p>A layer reads the one before it unless {@code inputs} names others. Kernel, stride, pad and dilation are one number, two for
 * height and width, or in the case of padding four: top, bottom, left, right.
 */
@NullMarked
package macjoule.model.format.own;

import org.jspecify.annotations.NullMarked;
