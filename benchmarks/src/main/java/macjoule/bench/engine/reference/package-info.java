/**
 * Every layer as plain loops in double precision, written to be checked by reading and to check the other engines with. Far too slow
 * to benchmark.
 */
@NullMarked
package macjoule.bench.engine.reference;

import org.jspecify.annotations.NullMarked;
