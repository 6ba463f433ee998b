/**
 * ONNX models. The protocol buffers are decoded field by field, so that weights, which make up nearly all of a file, are skipped
 * and never held in memory; field numbers are those of {@code onnx.proto3}.
 */
@NullMarked
package macjoule.model.format.onnx;

import org.jspecify.annotations.NullMarked;
