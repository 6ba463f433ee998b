package macjoule.bench.engine.cudnn;

import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_BFLOAT16;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_HALF;
import static org.bytedeco.cuda.global.cudnn.CUDNN_FMA_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NCHW;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NHWC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_OP_MATH;

/** What numbers are multiplied and how they lie in memory. Sums are always kept in single precision. */
enum Precision {
    /** Tensor cores are kept out: they would round the factors. */
    FP32(CUDNN_DATA_FLOAT, CUDNN_TENSOR_NCHW, CUDNN_FMA_MATH),
    TF32(CUDNN_DATA_FLOAT, CUDNN_TENSOR_NHWC, CUDNN_TENSOR_OP_MATH),
    FP16(CUDNN_DATA_HALF, CUDNN_TENSOR_NHWC, CUDNN_TENSOR_OP_MATH),
    BF16(CUDNN_DATA_BFLOAT16, CUDNN_TENSOR_NHWC, CUDNN_TENSOR_OP_MATH);

    private final int type;
    private final int format;
    private final int math;

    Precision(int type, int format, int math) {
        this.type = type;
        this.format = format;
        this.math = math;
    }

    int type() {
        return type;
    }

    int format() {
        return format;
    }

    int math() {
        return math;
    }
}
