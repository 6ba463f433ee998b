/** Caffe's network definitions: a parser for the text format of protocol buffers, and what the layers in it mean. */
@NullMarked
package macjoule.model.format.caffe;

import org.jspecify.annotations.NullMarked;
