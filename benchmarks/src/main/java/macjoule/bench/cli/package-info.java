/**
 * The command line: each command is one class that turns options into a call of the analysis and its result into a table, JSON or
 * CSV. Nothing depends on this package.
 */
@NullMarked
package macjoule.bench.cli;

import org.jspecify.annotations.NullMarked;
