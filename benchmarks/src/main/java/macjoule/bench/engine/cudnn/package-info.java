/**
 * Convolutions by cuDNN and matrix products by cuBLAS, as networks really run on GPUs. Loads the libraries of the host through the
 * JavaCPP bindings; device memory, context and all other layers are those of the {@code jcuda} engine, so that only these two kinds of
 * layer differ between the engines. The only place where JavaCPP's types are known.
 */
@NullMarked
package macjoule.bench.engine.cudnn;

import org.jspecify.annotations.NullMarked;
