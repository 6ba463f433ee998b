/**
 * The driver API of CUDA through JCuda: one device with its context, memory, modules, launches and events. Every code that a call
 * returns is looked at, and what is not success becomes one line that says what was tried, what is wrong and what to do.
 */
@NullMarked
package macjoule.bench.engine.jcuda.driver;

import org.jspecify.annotations.NullMarked;
