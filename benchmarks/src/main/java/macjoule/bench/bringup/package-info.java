/**
 * A new GPU host characterised in a few minutes: a list of steps, each in a process of its own with a time limit, so that a crash, a
 * hang or a lost context ends that step alone, and results that are on disk as soon as they are known.
 */
@NullMarked
package macjoule.bench.bringup;

import org.jspecify.annotations.NullMarked;
