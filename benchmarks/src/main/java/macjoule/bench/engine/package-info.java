/**
 * What computes layers and networks for real. An {@link macjoule.bench.engine.Engine} opens a
 * {@link macjoule.bench.engine.Workload} into a {@link macjoule.bench.engine.Session} that can be run again and again; engines are
 * found by name through {@link macjoule.bench.engine.Engines}. All of them compute the same function of the same weights and
 * inputs, see {@link macjoule.bench.engine.Formulas} and {@link macjoule.bench.engine.WeightSource}, so that
 * {@link macjoule.bench.engine.Verification} can hold them against each other. Each native library is bound in a package of its own.
 */
@NullMarked
package macjoule.bench.engine;

import org.jspecify.annotations.NullMarked;
