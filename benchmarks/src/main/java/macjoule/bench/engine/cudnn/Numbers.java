package macjoule.bench.engine.cudnn;

import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_BFLOAT16;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_HALF;
import static org.bytedeco.cuda.global.cudnn.CUDNN_FMA_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NCHW;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NHWC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_OP_MATH;

import macjoule.bench.engine.jcuda.Precision;

/**
 * A precision as cuDNN names it. Sums are always kept in single precision.
 *
 * @param type of the elements
 * @param format how they lie
 * @param math which units may multiply
 */
record Numbers(int type, int format, int math) {

    static Numbers of(Precision precision) {
        return switch (precision) {
            // Tensor cores are kept out: they would round the factors.
            case FP32 -> new Numbers(CUDNN_DATA_FLOAT, CUDNN_TENSOR_NCHW, CUDNN_FMA_MATH);
            case TF32 -> new Numbers(CUDNN_DATA_FLOAT, CUDNN_TENSOR_NHWC, CUDNN_TENSOR_OP_MATH);
            case FP16 -> new Numbers(CUDNN_DATA_HALF, CUDNN_TENSOR_NHWC, CUDNN_TENSOR_OP_MATH);
            case BF16 -> new Numbers(CUDNN_DATA_BFLOAT16, CUDNN_TENSOR_NHWC, CUDNN_TENSOR_OP_MATH);
        };
    }
}
