package macjoule.bench.engine.cudnn;

import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_INTERNAL_ERROR_HOST_ALLOCATION_FAILED;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_NOT_SUPPORTED;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_NOT_SUPPORTED_INCOMPATIBLE_CUDA_DRIVER;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_NOT_SUPPORTED_SUBLIBRARY_UNAVAILABLE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cudnn.cudnnCreate;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroy;
import static org.bytedeco.cuda.global.cudnn.cudnnGetErrorString;
import static org.bytedeco.cuda.global.cudnn.cudnnGetVersion;
import static org.bytedeco.cuda.global.cudnn.cudnnSetStream;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;

/** The library, bound to the current context and to one stream. */
final class Cudnn implements AutoCloseable {
    /** Codes count the kinds of error in thousands. */
    private static final int CATEGORY = 1000;

    private final cudnnContext handle = new cudnnContext();

    Cudnn(long stream) {
        check(cudnnCreate(handle), "cudnnCreate");
        try {
            check(cudnnSetStream(handle, new CUstream_st(new DeviceAddress(stream))), "cudnnSetStream");
        } catch (CudnnException e) {
            close();
            throw e;
        }
    }

    cudnnContext handle() {
        return handle;
    }

    /** Such as 9.10.2. */
    static String version() {
        long version = cudnnGetVersion();
        return version / 10_000 + "." + version / 100 % 100 + "." + version % 100;
    }

    /** The codes differ between versions 8 and 9, so the library itself is asked what one means. */
    static void check(int status, String call) {
        if (status != CUDNN_STATUS_SUCCESS) {
            throw new CudnnException(
                    "cuDNN", call, status, cudnnGetErrorString(status).getString(), kind(status));
        }
    }

    /** Some of what is not supported is so for the host's sake, not for the layer's: that is to be mended, not got round. */
    static CudnnException.Kind kind(int status) {
        if (status == CUDNN_STATUS_INTERNAL_ERROR_HOST_ALLOCATION_FAILED
                || status == CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED) {
            return CudnnException.Kind.MEMORY;
        }
        boolean unsupported = status / CATEGORY == CUDNN_STATUS_NOT_SUPPORTED / CATEGORY;
        boolean host = status >= CUDNN_STATUS_NOT_SUPPORTED_INCOMPATIBLE_CUDA_DRIVER
                && status <= CUDNN_STATUS_NOT_SUPPORTED_SUBLIBRARY_UNAVAILABLE;
        return unsupported && !host ? CudnnException.Kind.REFUSAL : CudnnException.Kind.OTHER;
    }

    @Override
    public void close() {
        cudnnDestroy(handle);
    }
}
