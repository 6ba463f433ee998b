package macjoule.bench.engine.cudnn;

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
    private final cudnnContext handle = new cudnnContext();

    Cudnn(long stream) {
        check(cudnnCreate(handle), "cudnnCreate");
        check(cudnnSetStream(handle, new CUstream_st(new DeviceAddress(stream))), "cudnnSetStream");
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
                    "cuDNN", call, status, cudnnGetErrorString(status).getString());
        }
    }

    @Override
    public void close() {
        cudnnDestroy(handle);
    }
}
