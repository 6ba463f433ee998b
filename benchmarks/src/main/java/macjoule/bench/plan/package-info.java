/**
 * What is to be measured: cases named by keys that tell all about them, suites of cases as data, and the plan that crosses cases
 * with engines, leaves out with a reason what an engine cannot do, and draws the order from a seed.
 */
@NullMarked
package macjoule.bench.plan;

import org.jspecify.annotations.NullMarked;
