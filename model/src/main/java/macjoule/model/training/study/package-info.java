/**
 * Questions asked of the training-memory model: the studies of the thesis as functions that return records, and a table that sets its
 * published numbers beside ours.
 */
@NullMarked
package macjoule.model.training.study;

import org.jspecify.annotations.NullMarked;
