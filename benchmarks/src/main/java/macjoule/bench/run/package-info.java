/**
 * A run: what it was made on, the directory it leaves behind, the main job, and the campaign that measures a plan in processes of
 * their own, each of which may die without taking the run with it.
 */
@NullMarked
package macjoule.bench.run;

import org.jspecify.annotations.NullMarked;
