/*
 * Stands in for cuDNN, cuBLAS and the CUDA runtime on a host without a GPU: the few functions that the bindings call, computed by plain
 * loops over host memory. Built once under each library's name. Errors are scripted through the environment:
 *   FAKE_CUDNN_CREATE=code        what cudnnCreate answers
 *   FAKE_CUDNN_UNSUPPORTED=algo   the algorithm that no layer can be computed with
 *   FAKE_CUDNN_VERSION=n          what cudnnGetVersion answers
 *   FAKE_CUDNN_REFUSES=words      what is refused when it is to be computed, though there is a workspace for it: fused, groups
 *   FAKE_CUDNN_SET=code           what setting the sizes of a filter answers
 *   FAKE_CUDNN_LOG=FILE           what is made (+) and destroyed (-) is written to it
 *   FAKE_CUDNN_LOST=n             the nth convolution finds the GPU gone
 *   STUB_LARGEST=n                products of more multiplications are not computed; the stand-in for the driver has time pass
 *   STUB_ONCE=1                   nor are those that it was asked for before
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUCCESS = 0, NOT_SUPPORTED = 3000, FLOAT = 0, HALF = 2, BFLOAT = 9, NHWC = 1 };

typedef struct { int format, type, n, c, h, w; } Tensor;
typedef struct { int padH, padW, strideH, strideW, dilationH, dilationW, groups, math; } Convolution;

static int scripted(const char *name, int otherwise) {
    const char *value = getenv(name);
    return value ? atoi(value) : otherwise;
}

static int seen(const void *x, const void *w, const void *y, double multiplications) {
    uint64_t words[] = {(uintptr_t) x, (uintptr_t) w, (uintptr_t) y, (uint64_t) multiplications}, hash = 3;
    int (*known)(uint64_t) = (int (*)(uint64_t))(uintptr_t) dlsym(dlopen("libcuda.so.1", RTLD_LAZY), "stub_seen");
    for (int i = 0; i < 4; i++) hash = (hash ^ words[i]) * 1099511628211ULL;
    return known(hash);
}

/* Whether this is too much for a processor, or was done before; then the time has passed that a GPU would take. */
static int passed(const void *x, const void *w, const void *y, double multiplications) {
    const char *largest = getenv("STUB_LARGEST");
    if (!largest || (multiplications <= atof(largest) && !seen(x, w, y, multiplications))) return 0;
    void (*pass)(double, double) = (void (*)(double, double))(uintptr_t) dlsym(dlopen("libcuda.so.1", RTLD_LAZY), "stub_pass");
    pass(multiplications, 0);
    return 1;
}

static float load(const void *p, int type, size_t i) {
    if (type == HALF) return (float) ((const _Float16 *) p)[i];
    if (type == BFLOAT) {
        uint32_t bits = (uint32_t) ((const uint16_t *) p)[i] << 16;
        float value;
        memcpy(&value, &bits, 4);
        return value;
    }
    return ((const float *) p)[i];
}

static void store(void *p, int type, size_t i, float value) {
    if (type == HALF) {
        ((_Float16 *) p)[i] = (_Float16) value;
    } else if (type == BFLOAT) {
        uint32_t bits;
        memcpy(&bits, &value, 4);
        ((uint16_t *) p)[i] = (uint16_t) ((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
    } else {
        ((float *) p)[i] = value;
    }
}

static size_t at(const Tensor *t, int n, int c, int h, int w) {
    return t->format == NHWC ? (((size_t) n * t->h + h) * t->w + w) * t->c + c
                             : (((size_t) n * t->c + c) * t->h + h) * t->w + w;
}

static void *made(const char *what, size_t bytes) {
    const char *path = getenv("FAKE_CUDNN_LOG");
    FILE *file = path ? fopen(path, "a") : 0;
    if (file) {
        fprintf(file, "%s %s\n", bytes ? "+" : "-", what);
        fclose(file);
    }
    return bytes ? calloc(1, bytes) : 0;
}

static void destroyed(const char *what, void *object) {
    made(what, 0);
    free(object);
}

static int refused(const char *what) {
    const char *words = getenv("FAKE_CUDNN_REFUSES");
    return words && strstr(words, what);
}

#define MAKE(name, Type) \
    int cudnnCreate##name##Descriptor(Type **d) { *d = made(#name, sizeof(Type)); return SUCCESS; } \
    int cudnnDestroy##name##Descriptor(Type *d) { destroyed(#name, d); return SUCCESS; }
MAKE(Tensor, Tensor)
MAKE(Filter, Tensor)
MAKE(Convolution, Convolution)
MAKE(Activation, int)

size_t cudnnGetVersion(void) { return scripted("FAKE_CUDNN_VERSION", 91002); }
const char *cudnnGetErrorString(int status) { return status == NOT_SUPPORTED ? "CUDNN_STATUS_NOT_SUPPORTED" : "CUDNN_STATUS_OTHER"; }
int cudnnCreate(void **handle) { *handle = made("cuDNN", 1); return scripted("FAKE_CUDNN_CREATE", SUCCESS); }
int cudnnDestroy(void *handle) { destroyed("cuDNN", handle); return SUCCESS; }
int cudnnSetStream(void *handle, void *stream) { return handle && stream ? SUCCESS : 2000; }

int cudnnSetTensor4dDescriptor(Tensor *t, int format, int type, int n, int c, int h, int w) {
    *t = (Tensor) {format, type, n, c, h, w};
    return SUCCESS;
}

int cudnnSetFilter4dDescriptor(Tensor *f, int type, int format, int k, int c, int h, int w) {
    *f = (Tensor) {format, type, k, c, h, w};
    return scripted("FAKE_CUDNN_SET", SUCCESS);
}

int cudnnSetConvolution2dDescriptor(Convolution *v, int padH, int padW, int strideH, int strideW, int dilationH, int dilationW,
        int mode, int type) {
    *v = (Convolution) {padH, padW, strideH, strideW, dilationH, dilationW, 1, 0};
    return mode == 1 && type == FLOAT ? SUCCESS : 2000;
}

int cudnnSetConvolutionMathType(Convolution *v, int math) { v->math = math; return SUCCESS; }
int cudnnSetConvolutionGroupCount(Convolution *v, int groups) { v->groups = groups; return SUCCESS; }
int cudnnSetActivationDescriptor(int *a, int mode, int nan, double limit) { (void) nan; (void) limit; *a = mode; return SUCCESS; }

int cudnnGetConvolutionForwardWorkspaceSize(void *handle, Tensor *x, Tensor *w, Convolution *v, Tensor *y, int algorithm, size_t *bytes) {
    (void) handle; (void) x; (void) w; (void) v; (void) y;
    *bytes = algorithm == 1 ? 4096 : 0;
    return algorithm == scripted("FAKE_CUDNN_UNSUPPORTED", -1) ? NOT_SUPPORTED : SUCCESS;
}

static int convolve(const Tensor *xt, const void *x, const Tensor *wt, const void *w, const Convolution *v, const void *bias,
        const Tensor *yt, void *y) {
    int filters = wt->n / v->groups;
    static int convolutions;
    if (++convolutions == scripted("FAKE_CUDNN_LOST", -1)) {
        void (*breakdown)(int) = (void (*)(int))(uintptr_t) dlsym(dlopen("libcuda.so.1", RTLD_LAZY), "stub_break");
        breakdown(719);
        return 5000;
    }
    if (passed(x, w, y, (double) yt->n * yt->c * yt->h * yt->w * wt->c * wt->h * wt->w)) return SUCCESS;
    for (int n = 0; n < yt->n; n++)
        for (int k = 0; k < yt->c; k++)
            for (int p = 0; p < yt->h; p++)
                for (int q = 0; q < yt->w; q++) {
                    double sum = bias ? load(bias, yt->type, k) : 0;
                    for (int c = 0; c < wt->c; c++)
                        for (int r = 0; r < wt->h; r++)
                            for (int s = 0; s < wt->w; s++) {
                                int h = p * v->strideH - v->padH + r * v->dilationH;
                                int u = q * v->strideW - v->padW + s * v->dilationW;
                                if (h >= 0 && h < xt->h && u >= 0 && u < xt->w)
                                    sum += (double) load(x, xt->type, at(xt, n, k / filters * wt->c + c, h, u))
                                            * load(w, wt->type, at(wt, k, c, r, s));
                            }
                    store(y, yt->type, at(yt, n, k, p, q), (float) sum);
                }
    return SUCCESS;
}

int cudnnConvolutionForward(void *handle, const float *alpha, Tensor *xt, const void *x, Tensor *wt, const void *w, Convolution *v,
        int algorithm, void *workspace, size_t bytes, const float *beta, Tensor *yt, void *y) {
    size_t needed;
    int status = cudnnGetConvolutionForwardWorkspaceSize(handle, xt, wt, v, yt, algorithm, &needed);
    if (refused("groups") && v->groups > 1) return NOT_SUPPORTED;
    if (status != SUCCESS || bytes < needed || (needed && !workspace) || *alpha != 1 || *beta != 0) return status ? status : 2000;
    return convolve(xt, x, wt, w, v, 0, yt, y);
}

int cudnnConvolutionBiasActivationForward(void *handle, const float *alpha, Tensor *xt, const void *x, Tensor *wt, const void *w,
        Convolution *v, int algorithm, void *workspace, size_t bytes, const float *beta, Tensor *zt, const void *z, Tensor *bt,
        const void *bias, int *activation, Tensor *yt, void *y) {
    (void) handle; (void) workspace; (void) bytes; (void) zt; (void) z; (void) bt;
    int relu = *activation == 1;
    if (refused("fused") || (refused("groups") && v->groups > 1)) return NOT_SUPPORTED;
    /* The library leaves out the activation with this one algorithm only. */
    if (algorithm != 1 || !(relu || *activation == 5) || *alpha != 1 || *beta != 0) return NOT_SUPPORTED;
    int status = convolve(xt, x, wt, w, v, bias, yt, y);
    for (size_t i = 0; relu && i < (size_t) yt->n * yt->c * yt->h * yt->w; i++)
        if (load(y, yt->type, i) < 0) store(y, yt->type, i, 0);
    return status;
}

int cublasCreate_v2(void **handle) { *handle = made("cuBLAS", 1); return SUCCESS; }
int cublasDestroy_v2(void *handle) { destroyed("cuBLAS", handle); return SUCCESS; }
int cublasSetStream_v2(void *handle, void *stream) { return handle && stream ? SUCCESS : 7; }
const char *cublasGetStatusString(int status) { (void) status; return "CUBLAS_STATUS_OTHER"; }

static int kind(int cudaType) { return cudaType == 2 ? HALF : cudaType == 14 ? BFLOAT : FLOAT; }

int cublasGemmEx(void *handle, int opA, int opB, int m, int n, int k, const float *alpha, const void *a, int aType, int lda,
        const void *b, int bType, int ldb, const float *beta, void *c, int cType, int ldc, int compute, int algorithm) {
    (void) handle; (void) compute; (void) algorithm;
    if (passed(a, b, c, (double) m * n * k)) return SUCCESS;
    for (int column = 0; column < n; column++)
        for (int row = 0; row < m; row++) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                size_t ia = opA ? (size_t) row * lda + i : (size_t) i * lda + row;
                size_t ib = opB ? (size_t) i * ldb + column : (size_t) column * ldb + i;
                sum += (double) load(a, kind(aType), ia) * load(b, kind(bType), ib);
            }
            size_t ic = (size_t) column * ldc + row;
            float old = *beta == 0 ? 0 : *beta * load(c, kind(cType), ic);
            store(c, kind(cType), ic, (float) (*alpha * sum) + old);
        }
    return SUCCESS;
}
