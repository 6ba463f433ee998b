/**
 * Makes a portable archive for hosts without Java: a runtime image of a JDK, the jar without what only measures the CPU through
 * ND4J, native libraries laid out so that nothing is unpacked when it runs, and a launcher. The same input gives the same bytes.
 */
@NullMarked
package macjoule.bench.bundle;

import org.jspecify.annotations.NullMarked;
