package macjoule.bench.engine.cudnn;

import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
import static org.bytedeco.cuda.global.cublas.CUBLAS_GEMM_DEFAULT;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_ALLOC_FAILED;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cublas.cublasCreate_v2;
import static org.bytedeco.cuda.global.cublas.cublasDestroy_v2;
import static org.bytedeco.cuda.global.cublas.cublasGemmEx;
import static org.bytedeco.cuda.global.cublas.cublasGetStatusString;
import static org.bytedeco.cuda.global.cublas.cublasSetStream_v2;

import macjoule.bench.engine.jcuda.Precision;
import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;

/** The library, bound to the current context and to one stream. */
final class Cublas implements AutoCloseable {
    /** Numbers of CUDA's enumeration of data types. */
    private static final int REAL_32 = 0;

    private static final int REAL_16 = 2;
    private static final int BRAIN_16 = 14;

    private final cublasContext handle = new cublasContext();
    private final FloatPointer one = new FloatPointer(1f);
    private final FloatPointer zero = new FloatPointer(0f);

    Cublas(long stream) {
        check(cublasCreate_v2(handle), "cublasCreate");
        try {
            check(cublasSetStream_v2(handle, new CUstream_st(new DeviceAddress(stream))), "cublasSetStream");
        } catch (CudnnException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts {@code output[rows][columns] = input[rows][inner] * weights[columns][inner]^T}, each laid out row after row. cuBLAS
     * counts columns first, so it is given the transposed product.
     */
    void multiply(Precision precision, int rows, int columns, int inner, long input, long weights, long output) {
        int type = type(precision);
        check(
                cublasGemmEx(
                        handle,
                        CUBLAS_OP_T,
                        CUBLAS_OP_N,
                        columns,
                        rows,
                        inner,
                        one,
                        new DeviceAddress(weights),
                        type,
                        inner,
                        new DeviceAddress(input),
                        type,
                        inner,
                        zero,
                        new DeviceAddress(output),
                        type,
                        columns,
                        arithmetic(precision),
                        CUBLAS_GEMM_DEFAULT),
                "cublasGemmEx");
    }

    private static int type(Precision precision) {
        return switch (precision) {
            case FP32, TF32 -> REAL_32;
            case FP16 -> REAL_16;
            case BF16 -> BRAIN_16;
        };
    }

    private static int arithmetic(Precision precision) {
        return precision == Precision.TF32 ? CUBLAS_COMPUTE_32F_FAST_TF32 : CUBLAS_COMPUTE_32F;
    }

    private static void check(int status, String call) {
        if (status != CUBLAS_STATUS_SUCCESS) {
            CudnnException.Kind kind =
                    status == CUBLAS_STATUS_ALLOC_FAILED ? CudnnException.Kind.MEMORY : CudnnException.Kind.OTHER;
            throw new CudnnException(
                    "cuBLAS", call, status, cublasGetStatusString(status).getString(), kind);
        }
    }

    @Override
    public void close() {
        cublasDestroy_v2(handle);
        one.close();
        zero.close();
    }
}
