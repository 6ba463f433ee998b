// The layers of convolutional networks as CUDA kernels, written to be compiled by NVRTC or nvcc without any header.
//
// Parts: primitives, convolution in FP32 (NCHW), convolution on tensor cores (NHWC), what convolutions need around them,
// the other layers, kernels to measure with. Every kernel takes its pointers first and then one structure by value.
// A test compiles this same file as plain C++: MACJOULE_EMULATION then stands for the device, and the primitives below
// are replaced by functions that also watch for races, divergence and accesses out of bounds.

// ---------------------------------------------------------------------------------------------------------------------
// Primitives
// ---------------------------------------------------------------------------------------------------------------------

struct Half {
    unsigned short bits;
};

struct BrainFloat {
    unsigned short bits;
};

#ifndef MACJOULE_EMULATION

#define SHARED(type) type
#define DYNAMIC_SHARED(name) extern __shared__ __align__(1024) unsigned name[]

__device__ inline float4 loadFour(const float* from) { return *reinterpret_cast<const float4*>(from); }
__device__ inline int4 loadFour(const int* from) { return *reinterpret_cast<const int4*>(from); }
__device__ inline float2 loadTwo(const float* from) { return *reinterpret_cast<const float2*>(from); }
__device__ inline void storeFour(float* to, float4 value) { *reinterpret_cast<float4*>(to) = value; }
__device__ inline void storeWords(void* to, unsigned x, unsigned y) { *static_cast<uint2*>(to) = make_uint2(x, y); }

/** What lies there if {@code obstacles} is zero, else zero. Written so that it becomes a predicated load, never a branch. */
__device__ inline float loadUnless(unsigned obstacles, const float* from) {
    float value;
    asm volatile("{ .reg .pred free; setp.eq.u32 free, %1, 0; mov.f32 %0, 0f00000000; @free ld.global.nc.f32 %0, [%2]; }"
        : "=f"(value)
        : "r"(obstacles), "l"(from));
    return value;
}

/** The same for bits of any type. */
__device__ inline unsigned bitsUnless(unsigned obstacles, const float* from) {
    return __float_as_uint(loadUnless(obstacles, from));
}

template <class Short>
__device__ inline unsigned bitsUnless(unsigned obstacles, const Short* from) {
    unsigned short bits;
    asm volatile("{ .reg .pred free; setp.eq.u32 free, %1, 0; mov.u16 %0, 0; @free ld.global.nc.u16 %0, [%2]; }"
        : "=h"(bits)
        : "r"(obstacles), "l"(from));
    return bits;
}

/** Four numbers if {@code wanted} is positive, else zeros. */
__device__ inline float4 loadFourIf(int wanted, const float* from) {
    float4 value;
    asm volatile("{ .reg .pred some; setp.gt.s32 some, %4, 0; mov.f32 %0, 0f00000000; mov.f32 %1, 0f00000000;"
        " mov.f32 %2, 0f00000000; mov.f32 %3, 0f00000000; @some ld.global.nc.v4.f32 {%0, %1, %2, %3}, [%5]; }"
        : "=f"(value.x), "=f"(value.y), "=f"(value.z), "=f"(value.w)
        : "r"(wanted), "l"(from));
    return value;
}

__device__ inline float4 sharedFour(const float* from) { return loadFour(from); }
__device__ inline float4 sharedFour(const unsigned* from) { return *reinterpret_cast<const float4*>(from); }
__device__ inline void setSharedTwo(unsigned* to, unsigned x, unsigned y) { storeWords(to, x, y); }
__device__ inline void setSharedFour(float* to, float4 value) { storeFour(to, value); }
__device__ inline float shuffleXor(float value, int mask) { return __shfl_xor_sync(0xffffffffu, value, mask); }
__device__ inline unsigned shuffleXor(unsigned value, int mask) { return __shfl_xor_sync(0xffffffffu, value, mask); }

/** Has the compiler keep a pointer whole where it would keep its terms and add them up again at each use. */
template <class Element>
__device__ inline void settle(const Element*& pointer) {
    asm("" : "+l"(pointer));
}

__device__ inline float widen(Half value) {
    float result;
    asm("cvt.f32.f16 %0, %1;" : "=f"(result) : "h"(value.bits));
    return result;
}

__device__ inline Half narrowToHalf(float value) {
    Half result;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(result.bits) : "f"(value));
    return result;
}

#if __CUDA_ARCH__ >= 800

/** A place in shared memory as the instructions below take it, found once instead of at each of them. */
using SharedPlace = unsigned;

__device__ inline SharedPlace placeOf(unsigned* shared) {
    return static_cast<unsigned>(__cvta_generic_to_shared(shared));
}

__device__ inline SharedPlace ahead(SharedPlace place, int words) { return place + 4 * words; }

/** Starts to copy 16 bytes from global to shared memory, or to write zeros if there is nothing to copy. */
__device__ inline void copyAsync(SharedPlace to, const void* from, bool something) {
    const int bytes = something ? 16 : 0;
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(to), "l"(from), "r"(bytes) : "memory");
}

__device__ inline void setWords(SharedPlace to, const unsigned (&words)[4]) {
    asm volatile("st.shared.v4.u32 [%0], {%1, %2, %3, %4};" ::"r"(to), "r"(words[0]), "r"(words[1]), "r"(words[2]), "r"(words[3])
        : "memory");
}

__device__ inline void commitCopies() { asm volatile("cp.async.commit_group;" ::: "memory"); }

/** Waits until at most PENDING of the committed groups of this thread are still under way. */
template <int PENDING>
__device__ inline void awaitCopies() {
    asm volatile("cp.async.wait_group %0;" ::"n"(PENDING) : "memory");
}

/** Loads four 8-row matrices of 16 bytes a row; lane l says where row l % 8 of matrix l / 8 starts. */
__device__ inline void loadMatrices(unsigned (&to)[4], SharedPlace from) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(to[0]), "=r"(to[1]), "=r"(to[2]), "=r"(to[3])
                 : "r"(from)
                 : "memory");
}

#define MULTIPLY_ACCUMULATE(shape, types)                                                               \
    asm("mma.sync.aligned." shape ".row.col.f32." types ".f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};" \
        : "+f"(sum[0]), "+f"(sum[1]), "+f"(sum[2]), "+f"(sum[3])                                        \
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]))

__device__ inline void multiplyTf32(float (&sum)[4], const unsigned (&a)[4], const unsigned* b) {
    MULTIPLY_ACCUMULATE("m16n8k8", "tf32.tf32");
}

__device__ inline void multiplyHalf(float (&sum)[4], const unsigned (&a)[4], const unsigned* b) {
    MULTIPLY_ACCUMULATE("m16n8k16", "f16.f16");
}

__device__ inline void multiplyBrainFloat(float (&sum)[4], const unsigned (&a)[4], const unsigned* b) {
    MULTIPLY_ACCUMULATE("m16n8k16", "bf16.bf16");
}

#endif

#ifdef __CUDA_ARCH_FEAT_SM90_ALL

/** Shared memory as descriptors of matrices name it. */
__device__ inline unsigned addressOf(SharedPlace place) { return place; }

/** Has products see what this thread has written or copied to shared memory; others' they see behind a barrier. */
__device__ inline void showToProducts() { asm volatile("fence.proxy.async.shared::cta;" ::: "memory"); }

/** To come before the first of the products that are committed together, all of which four warps start as one. */
__device__ inline void openProducts() { asm volatile("wgmma.fence.sync.aligned;" ::: "memory"); }

__device__ inline void commitProducts() { asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory"); }

/** Waits until at most PENDING of the committed groups of products are still under way. */
template <int PENDING, int WIDE>
__device__ inline void awaitProducts(float (&sum)[WIDE][4]) {
    asm volatile("wgmma.wait_group.sync.aligned %0;" ::"n"(PENDING) : "memory");
    // The compiler does not know that this is what changes them.
#pragma unroll
    for (int j = 0; j < WIDE; j++) {
        asm volatile("" : "+f"(sum[j][0]), "+f"(sum[j][1]), "+f"(sum[j][2]), "+f"(sum[j][3])::"memory");
    }
}

// The operands of a product, 64 rows by 8 columns for each four of the sums, in the order in which its lanes hold them.
#define SUMS(j) "+f"(sum[j][0]), "+f"(sum[j][1]), "+f"(sum[j][2]), "+f"(sum[j][3])
#define SUMS_64(j) SUMS(j), SUMS(j + 1), SUMS(j + 2), SUMS(j + 3), SUMS(j + 4), SUMS(j + 5), SUMS(j + 6), SUMS(j + 7)
#define TEN(t) "%" #t "0, %" #t "1, %" #t "2, %" #t "3, %" #t "4, %" #t "5, %" #t "6, %" #t "7, %" #t "8, %" #t "9, "
#define NAMES_64 "{" TEN() TEN(1) TEN(2) "%30, %31}, %32, %33"
#define NAMES_128 "{" TEN() TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) "%60, %61, %62, %63}, %64, %65"
#define NAMES_256                                                                                          \
    "{" TEN() TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) TEN(7) TEN(8) TEN(9) TEN(10) TEN(11) "%120, %121, %122, %123, " \
    "%124, %125, %126, %127}, %128, %129"

/** The ends: scale and sign of the summands, all 1, and, for 16-bit numbers, that K runs along the rows of both matrices. */
#define MULTIPLY_GROUP(name, depth, types, ends)                                                                     \
    __device__ inline void name(float (&sum)[8][4], unsigned long long a, unsigned long long b) {                    \
        asm volatile("wgmma.mma_async.sync.aligned.m64n64" depth ".f32." types " " NAMES_64 ends                     \
                     : SUMS_64(0)                                                                                    \
                     : "l"(a), "l"(b));                                                                              \
    }                                                                                                                \
    __device__ inline void name(float (&sum)[16][4], unsigned long long a, unsigned long long b) {                   \
        asm volatile("wgmma.mma_async.sync.aligned.m64n128" depth ".f32." types " " NAMES_128 ends                   \
                     : SUMS_64(0), SUMS_64(8)                                                                        \
                     : "l"(a), "l"(b));                                                                              \
    }                                                                                                                \
    __device__ inline void name(float (&sum)[32][4], unsigned long long a, unsigned long long b) {                   \
        asm volatile("wgmma.mma_async.sync.aligned.m64n256" depth ".f32." types " " NAMES_256 ends                   \
                     : SUMS_64(0), SUMS_64(8), SUMS_64(16), SUMS_64(24)                                              \
                     : "l"(a), "l"(b));                                                                              \
    }

MULTIPLY_GROUP(multiplyGroupTf32, "k8", "tf32.tf32", ", 1, 1, 1;")
MULTIPLY_GROUP(multiplyGroupHalf, "k16", "f16.f16", ", 1, 1, 1, 0, 0;")
MULTIPLY_GROUP(multiplyGroupBrainFloat, "k16", "bf16.bf16", ", 1, 1, 1, 0, 0;")

#endif
#endif

__device__ inline unsigned bitsOf(float value) { return __float_as_uint(value); }
__device__ inline unsigned bitsOf(Half value) { return value.bits; }
__device__ inline unsigned bitsOf(BrainFloat value) { return value.bits; }

/** Rounds the last DROPPED bits of the mantissa away, to nearest, ties to even. Infinities and NaNs stay what they are. */
template <int DROPPED>
__device__ inline unsigned rounded(float value) {
    const unsigned bits = bitsOf(value);
    if ((bits & 0x7f800000u) == 0x7f800000u) {
        return bits;
    }
    const unsigned half = (1u << (DROPPED - 1)) - 1 + (bits >> DROPPED & 1);
    return (bits + half) & ~((1u << DROPPED) - 1);
}

__device__ inline float widen(float value) { return value; }
__device__ inline float widen(BrainFloat value) { return __uint_as_float(static_cast<unsigned>(value.bits) << 16); }

template <class Stored>
__device__ inline Stored narrow(float value);

template <>
__device__ inline float narrow<float>(float value) {
    return value;
}

template <>
__device__ inline Half narrow<Half>(float value) {
    return narrowToHalf(value);
}

template <>
__device__ inline BrainFloat narrow<BrainFloat>(float value) {
    return BrainFloat{static_cast<unsigned short>(rounded<16>(value) >> 16)};
}

__device__ inline void storeFourNarrow(float* to, const float (&value)[4]) {
    storeFour(to, make_float4(value[0], value[1], value[2], value[3]));
}

template <class Stored>
__device__ inline void storeFourNarrow(Stored* to, const float (&value)[4]) {
    const unsigned low = narrow<Stored>(value[0]).bits | static_cast<unsigned>(narrow<Stored>(value[1]).bits) << 16;
    const unsigned high = narrow<Stored>(value[2]).bits | static_cast<unsigned>(narrow<Stored>(value[3]).bits) << 16;
    storeWords(to, low, high);
}

enum Function { IDENTITY, RELU, RELU6, LEAKY_RELU, PRELU, ELU, SIGMOID, TANH, HARD_SIGMOID, HARD_SWISH, SWISH, GELU, MISH };

__device__ inline float sigmoid(float x) { return 1.0f / (1.0f + expf(-x)); }

__device__ inline float clip(float x, float most) { return fminf(most, fmaxf(0.0f, x)); }

__device__ inline float activate(int function, float x, float slope) {
    switch (function) {
        case RELU: return fmaxf(0.0f, x);
        case RELU6: return clip(x, 6.0f);
        case LEAKY_RELU: return x < 0 ? 0.01f * x : x;
        case PRELU: return x < 0 ? slope * x : x;
        case ELU: return x < 0 ? expm1f(x) : x;
        case SIGMOID: return sigmoid(x);
        case TANH: return tanhf(x);
        case HARD_SIGMOID: return clip(0.2f * x + 0.5f, 1.0f);
        case HARD_SWISH: return x * clip(x / 6.0f + 0.5f, 1.0f);
        case SWISH: return x * sigmoid(x);
        // The complement keeps the digits that 1 + erf(x) would lose for negative x.
        case GELU: return 0.5f * x * erfcf(-0.70710678118654752f * x);
        case MISH: return x * tanhf(log1pf(expf(x)));
        default: return x;
    }
}

/** A convolution's epilogue knows the two functions that cost it no registers. */
__device__ inline float rectifyIf(int function, float x) { return function == RELU ? fmaxf(0.0f, x) : x; }

__device__ inline int threadId() { return static_cast<int>(threadIdx.x); }
__device__ inline int blockRow() { return static_cast<int>(blockIdx.x); }
__device__ inline int ceilDivide(int a, int b) { return (a + b - 1) / b; }

// ---------------------------------------------------------------------------------------------------------------------
// Convolution in FP32 as an implicit matrix product over NCHW maps
// ---------------------------------------------------------------------------------------------------------------------

struct ConvShape {
    int batch, channels, height, width;
    int filters, outHeight, outWidth;
    int kernelHeight, kernelWidth, strideHeight, strideWidth, padTop, padLeft, dilationHeight, dilationWidth;
    int groups, splits, function;
};

/**
 * Where one step along the K axis of the matrix product lies: its distance from the window's first element, and a bit for its
 * kernel row (0 to 14) and its kernel column (15 to 30). Bit 31 alone stands for a step behind the last.
 */
struct Tap {
    int offset;
    unsigned place;
};

constexpr unsigned NOWHERE = 1u << 31;

__device__ inline unsigned rowBit(int row) { return 1u << row; }
__device__ inline unsigned columnBit(int column) { return 1u << (15 + column); }

/** The rows and columns of the kernel that lie in the padding when the window's first element is at the given place. */
__device__ inline unsigned outsideOf(const ConvShape& s, int top, int left) {
    unsigned outside = NOWHERE;
#pragma unroll 1
    for (int r = 0; r < s.kernelHeight; r++) {
        const int y = top + r * s.dilationHeight;
        outside |= y >= 0 && y < s.height ? 0 : rowBit(r);
    }
#pragma unroll 1
    for (int c = 0; c < s.kernelWidth; c++) {
        const int x = left + c * s.dilationWidth;
        outside |= x >= 0 && x < s.width ? 0 : columnBit(c);
    }
    return outside;
}

__device__ inline Tap loadTap(const Tap* taps) {
    const int2 words = *reinterpret_cast<const int2*>(taps);
    return Tap{words.x, static_cast<unsigned>(words.y)};
}

/** Which of the tiles along K a block adds up. */
struct Share {
    int first, count;
};

/** As equal as whole tiles allow. The last shares may be empty, and then lie right behind the last tile. */
__device__ inline Share shareOf(int tiles, int splits, int split) {
    const int most = ceilDivide(tiles, splits);
    const int first = min(split * most, tiles);
    return Share{first, min(most, tiles - first)};
}

/** Two taps at once, the first at an even place of the table. */
__device__ inline void loadTaps(Tap* to, const Tap* taps) {
    const int4 words = loadFour(reinterpret_cast<const int*>(taps));
    to[0] = Tap{words.x, static_cast<unsigned>(words.y)};
    to[1] = Tap{words.z, static_cast<unsigned>(words.w)};
}

/** How a block of threads shares out a tile of M x N outputs, taken K steps at a time, and where it keeps its operands. */
template <int TILE_M, int TILE_N, int TILE_K, int EACH_M, int EACH_N>
struct Tile {
    static constexpr int M = TILE_M, N = TILE_N, K = TILE_K;
    // Outputs of one thread. A warp spreads over 8 x 4 threads.
    static constexpr int TM = EACH_M, TN = EACH_N;
    static constexpr int WARPS_M = M / (8 * TM), WARPS_N = N / (4 * TN);
    static constexpr int THREADS = 32 * WARPS_M * WARPS_N;
    // Operands are kept step by step. The padding spreads the transposing stores of one warp over all 32 banks.
    static constexpr int PAD = 32 / K;
    static constexpr int ROW_M = M + PAD, ROW_N = N + PAD;
};

/** Gathers input elements through the table of taps. Neighbouring lanes take neighbouring windows. */
template <class T>
struct WindowLoader {
    static constexpr int STEPS = T::M * T::K / T::THREADS;
    // A tile is fetched in parts of four steps, so that few of them wait in registers.
    static constexpr int PARTS = STEPS / 4;

    const float* window;
    unsigned outside;
    const Tap* taps;
    Tap tap[4];
    float value[4];

    __device__ int row() const { return threadId() % T::M; }
    __device__ int step() const { return threadId() / T::M * STEPS; }

    __device__ WindowLoader(const ConvShape& s, const float* input, const Tap* offsets, int group, int begin, int) {
        const int m = blockRow() * T::M + row();
        const int pixels = s.outHeight * s.outWidth;
        const int image = m / pixels;
        const int pixel = m % pixels;
        const int top = pixel / s.outWidth * s.strideHeight - s.padTop;
        const int left = pixel % s.outWidth * s.strideWidth - s.padLeft;
        const long long map = static_cast<long long>(image) * s.channels + group * (s.channels / s.groups);
        window = input + ((map * s.height + top) * s.width + left);
        settle(window);
        outside = image < s.batch ? outsideOf(s, top, left) : ~0u;
        taps = offsets + begin + step();
    }

    /** Looks up where the elements of a part of the next tile are. */
    __device__ void locate(int part) {
#pragma unroll
        for (int i = 0; i < 4; i += 2) {
            loadTaps(tap + i, taps + 4 * part + i);
        }
    }

    __device__ void fetch(int part, int) {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            value[i] = loadUnless(tap[i].place & outside, window + tap[i].offset);
        }
        if (part == PARTS - 1) {
            taps += T::K;
        }
    }

    __device__ void store(SHARED(float) (*to)[T::ROW_M], int part) const {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            to[step() + 4 * part + i][row()] = value[i];
        }
    }
};

/** Loads whole quads of neighbouring pixels: for kernels of one element that visit every pixel of maps of 4n pixels. */
template <class T>
struct PixelLoader {
    static constexpr int QUADS = T::M / 4;
    static constexpr int APART = T::THREADS / QUADS;
    static constexpr int PARTS = T::K / APART;

    const float* from;
    int area, left;
    float4 value;

    __device__ int quad() const { return threadId() % QUADS; }
    __device__ int step() const { return threadId() / QUADS; }

    __device__ PixelLoader(const ConvShape& s, const float* input, const Tap*, int group, int begin, int end) {
        area = s.height * s.width;
        left = end - begin - step();
        // Quads behind the last read the last again; nobody stores what they yield.
        const int m = min(blockRow() * T::M + 4 * quad(), s.batch * area - 4);
        const int steps = s.channels / s.groups;
        const long long map = static_cast<long long>(m / area) * s.channels + group * steps + begin + step();
        from = input + map * area + m % area;
    }

    __device__ void locate(int) {}

    __device__ void fetch(int, int) {
        value = loadFourIf(left, from);
        from += static_cast<long long>(APART) * area;
        left -= APART;
    }

    __device__ void store(SHARED(float) (*to)[T::ROW_M], int part) const {
        setSharedFour(&to[step() + part * APART][4 * quad()], value);
    }
};

/**
 * Loads runs along K of a matrix that is stored row by row. Where rows are padded to whole tiles it is enough to know how many
 * tiles are left; elsewhere K is a multiple of four.
 */
template <class T, int ROWS, int SHARED_ROW, bool PADDED>
struct RowLoader {
    static constexpr int RUN = ROWS * T::K / T::THREADS;
    static constexpr int LANES = T::K / RUN;
    static constexpr int PARTS = 1;
    static_assert(PADDED || RUN % 4 == 0, "an end within a run goes unnoticed");

    const float* from;
    int left;
    float value[RUN];

    __device__ int row() const { return threadId() / LANES; }
    __device__ int step() const { return threadId() % LANES * RUN; }

    /** Rows behind the last read the last again; nobody stores what they yield. */
    __device__ RowLoader(const float* matrix, int firstRow, int rows, long long pitch, int begin, int end) {
        from = matrix + min(firstRow + row(), rows - 1) * pitch + begin + step();
        left = PADDED ? 0 : end - begin - step();
    }

    __device__ void locate(int) {}

    __device__ void fetch(int, int tilesLeft) {
        if constexpr (RUN % 4 == 0) {
#pragma unroll
            for (int i = 0; i < RUN; i += 4) {
                const float4 four = loadFourIf(PADDED ? tilesLeft : left - i, from + i);
                value[i] = four.x, value[i + 1] = four.y, value[i + 2] = four.z, value[i + 3] = four.w;
            }
        } else if constexpr (RUN == 2) {
            const float2 two = tilesLeft > 0 ? loadTwo(from) : make_float2(0, 0);
            value[0] = two.x, value[1] = two.y;
        } else {
            static_assert(RUN == 1, "no other runs");
            value[0] = tilesLeft > 0 ? *from : 0.0f;
        }
        from += T::K;
        left -= T::K;
    }

    __device__ void store(SHARED(float) (*to)[SHARED_ROW], int) const {
#pragma unroll
        for (int i = 0; i < RUN; i++) {
            to[step() + i][row()] = value[i];
        }
    }
};

/** The inputs of a fully connected layer, one image a row. */
template <class T>
struct MatrixLoader : RowLoader<T, T::M, T::ROW_M, false> {
    __device__ MatrixLoader(const ConvShape& s, const float* input, const Tap*, int group, int begin, int end)
        : RowLoader<T, T::M, T::ROW_M, false>(
              input + group * (s.channels / s.groups), blockRow() * T::M, s.batch, s.channels, begin, end) {}
};

/** The outputs of one thread: TM along M in runs of four that lie 32 apart, TN along N in runs of four that lie 16 apart. */
template <class T>
struct Outputs {
    float sum[T::TN][T::TM] = {};

    // Lanes that differ in bit 0 share their rows, lanes that differ in bit 1 their columns: then a vector load of a warp
    // takes the least number of passes through shared memory.
    __device__ static int row() { return threadId() / 32 % T::WARPS_M * (8 * T::TM) + threadId() % 32 / 2 % 8 * 4; }
    __device__ static int column() {
        return threadId() / 32 / T::WARPS_M * (4 * T::TN) + (threadId() % 32 / 16 * 2 + threadId() % 2) * 4;
    }

    __device__ static void read(float (&a)[T::TM], const SHARED(float) * from) {
#pragma unroll
        for (int i = 0; i < T::TM; i += 4) {
            const float4 four = sharedFour(from + row() + i / 4 * 32);
            a[i] = four.x, a[i + 1] = four.y, a[i + 2] = four.z, a[i + 3] = four.w;
        }
    }

    __device__ static void readColumns(float (&b)[T::TN], const SHARED(float) * from) {
#pragma unroll
        for (int j = 0; j < T::TN; j += 4) {
            const float4 four = sharedFour(from + column() + j / 4 * 16);
            b[j] = four.x, b[j + 1] = four.y, b[j + 2] = four.z, b[j + 3] = four.w;
        }
    }

    __device__ void add(const float (&a)[T::TM], const float (&b)[T::TN]) {
#pragma unroll
        for (int j = 0; j < T::TN; j++) {
#pragma unroll
            for (int i = 0; i < T::TM; i++) {
                sum[j][i] += a[i] * b[j];
            }
        }
    }

    __device__ void finish(const ConvShape& s, const float* bias, int firstFilter, int filters) {
#pragma unroll
        for (int j = 0; j < T::TN; j++) {
            const int n = firstFilter + column() + j / 4 * 16 + j % 4;
            const float summand = loadUnless(bias == nullptr || n >= filters, bias + n);
#pragma unroll
            for (int i = 0; i < T::TM; i++) {
                sum[j][i] = rectifyIf(s.function, sum[j][i] + summand);
            }
        }
    }

    /** Writes the part of the tile that exists; filters [firstFilter, filters) of it are ours. */
    __device__ void store(const ConvShape& s, float* output, int firstFilter, int filters) const {
        const int pixels = s.outHeight * s.outWidth;
        const int first = firstFilter + column();
        const bool quads = pixels % 4 == 0;
#pragma unroll
        for (int i = 0; i < T::TM; i++) {
            const int m = blockRow() * T::M + row() + i / 4 * 32 + i % 4;
            if (m >= s.batch * pixels || (quads && i % 4 != 0)) {
                continue;
            }
            float* map = output + static_cast<long long>(m / pixels) * s.filters * pixels + m % pixels;
            if (quads) {
                storePixels(map + static_cast<long long>(first) * pixels, i, pixels, filters - first);
            } else if (pixels == 1 && (s.filters | filters) % 4 == 0) {
                storeFilters(map + first, i, filters - first);
            } else {
                storeSingly(map + static_cast<long long>(first) * pixels, i, pixels, filters - first);
            }
        }
    }

    /** How many filters this thread's j-th column lies behind its first. */
    __device__ static constexpr int apart(int j) { return j / 4 * 16 + j % 4; }

    /** Four pixels of one map at once. */
    __device__ void storePixels(float* to, int i, int pixels, int filters) const {
#pragma unroll
        for (int j = 0; j < T::TN; j++) {
            if (apart(j) < filters) {
                storeFour(to, make_float4(sum[j][i], sum[j][i + 1], sum[j][i + 2], sum[j][i + 3]));
            }
            to += (apart(j + 1) - apart(j)) * pixels;
        }
    }

    /** Four filters at once, where a map is a single pixel. */
    __device__ void storeFilters(float* to, int i, int filters) const {
#pragma unroll
        for (int j = 0; j < T::TN; j += 4) {
            if (apart(j) < filters) {
                storeFour(to + apart(j), make_float4(sum[j][i], sum[j + 1][i], sum[j + 2][i], sum[j + 3][i]));
            }
        }
    }

    __device__ void storeSingly(float* to, int i, int pixels, int filters) const {
#pragma unroll
        for (int j = 0; j < T::TN; j++) {
            if (apart(j) < filters) {
                *to = sum[j][i];
            }
            to += (apart(j + 1) - apart(j)) * pixels;
        }
    }
};

/**
 * One tile of the product. Blocks are numbered down the columns of the output (M first), as DeLTA assumes; blockIdx.z is the group
 * and, within it, the share of K. Shared memory is double buffered: the next tile is on its way into registers while this one is
 * multiplied, and the operands of the next step are read while this step is multiplied.
 */
template <class T, class Loader>
__device__ inline void convolve(
    const float* input, const float* filter, const float* bias, float* output, const Tap* offsets, const ConvShape& s) {
    __shared__ __align__(16) SHARED(float) left[2][T::K][T::ROW_M];
    __shared__ __align__(16) SHARED(float) right[2][T::K][T::ROW_N];
    const int group = static_cast<int>(blockIdx.z) / s.splits;
    const int split = static_cast<int>(blockIdx.z) % s.splits;
    const int steps = s.channels / s.groups * s.kernelHeight * s.kernelWidth;
    const Share share = shareOf(ceilDivide(steps, T::K), s.splits, split);
    const int begin = share.first * T::K;
    const int end = min(begin + share.count * T::K, steps);
    const int tiles = share.count;
    const int filters = s.filters / s.groups;
    const int firstFilter = static_cast<int>(blockIdx.y) * T::N;
    const int pitch = ceilDivide(steps, 16) * 16;

    Outputs<T> outputs;
    Loader loader(s, input, offsets, group, begin, end);
    RowLoader<T, T::N, T::ROW_N, true> filterLoader(
        filter + static_cast<long long>(group) * filters * pitch, firstFilter, filters, pitch, begin, end);
    filterLoader.fetch(0, tiles);
#pragma unroll
    for (int part = 0; part < Loader::PARTS; part++) {
        loader.locate(part);
        loader.fetch(part, tiles);
        loader.store(left[0], part);
    }
    filterLoader.store(right[0], 0);
    __syncthreads();

    for (int tile = 0; tile < tiles; tile++) {
        const int buffer = tile % 2;
        constexpr int SPAN = T::K / Loader::PARTS;
#pragma unroll
        for (int k = 0; k < T::K; k++) {
            float a[T::TM];
            float b[T::TN];
            Outputs<T>::read(a, left[buffer][k]);
            Outputs<T>::readColumns(b, right[buffer][k]);
            if (k == 0) {
                filterLoader.fetch(0, tiles - 1 - tile);
            }
            if (k % SPAN == 0) {
                loader.locate(k / SPAN);
            }
            if (k % SPAN == 1) {
                loader.fetch(k / SPAN, tiles - 1 - tile);
            }
            outputs.add(a, b);
            if (k % SPAN == SPAN - 1) {
                loader.store(left[1 - buffer], k / SPAN);
            }
        }
        filterLoader.store(right[1 - buffer], 0);
        __syncthreads();
    }
    if (s.splits == 1) {
        outputs.finish(s, bias == nullptr ? nullptr : bias + group * filters, firstFilter, filters);
    }
    const int pixels = s.outHeight * s.outWidth;
    float* to = output + (static_cast<long long>(split) * s.batch * s.filters + group * filters) * pixels;
    outputs.store(s, to, firstFilter, filters);
}

#define CONVOLUTION(name, LOADER, PER_SM, ...)                                                                          \
    extern "C" __global__ void __launch_bounds__(Tile<__VA_ARGS__>::THREADS, PER_SM) name(                              \
        const float* __restrict__ input, const float* __restrict__ filter, const float* __restrict__ bias,              \
        float* __restrict__ output, const Tap* __restrict__ offsets, ConvShape shape) {                                 \
        convolve<Tile<__VA_ARGS__>, LOADER<Tile<__VA_ARGS__>>>(input, filter, bias, output, offsets, shape);            \
    }

#define CONVOLUTIONS(name, PER_SM, ...)                                  \
    CONVOLUTION(name, WindowLoader, PER_SM, __VA_ARGS__)                 \
    CONVOLUTION(name##_pointwise, PixelLoader, PER_SM, __VA_ARGS__)      \
    CONVOLUTION(name##_matrix, MatrixLoader, PER_SM, __VA_ARGS__)

// The tiles of DeLTA.
CONVOLUTIONS(conv_f32_128x128x8, 2, 128, 128, 8, 8, 8)
CONVOLUTIONS(conv_f32_128x64x4, 4, 128, 64, 4, 8, 8)
CONVOLUTIONS(conv_f32_128x32x4, 5, 128, 32, 4, 4, 8)
// More to choose from.
CONVOLUTIONS(conv_f32_128x64x8, 3, 128, 64, 8, 8, 8)
CONVOLUTIONS(conv_f32_128x32x8, 4, 128, 32, 8, 4, 8)
CONVOLUTIONS(conv_f32_64x64x8, 5, 64, 64, 8, 4, 8)

// ---------------------------------------------------------------------------------------------------------------------
// Convolution on tensor cores over NHWC maps, for compute capability 8.0 and later
// ---------------------------------------------------------------------------------------------------------------------

#if defined(MACJOULE_EMULATION) || __CUDA_ARCH__ >= 800

/** What is multiplied. Whatever its type, a step of the matrix instruction takes 32 bytes of each row. */
struct Tf32 {
    using Stored = float;
    __device__ static void prepare(unsigned (&a)[4]) {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            // The instruction cuts what it cannot hold; adding half of the last digit it holds rounds instead.
            a[i] += 0x1000;
        }
    }
    __device__ static void multiply(float (&sum)[4], const unsigned (&a)[4], const unsigned* b) { multiplyTf32(sum, a, b); }
    template <int WIDE>
    __device__ static void multiplyGroup(float (&sum)[WIDE][4], unsigned long long a, unsigned long long b) {
        multiplyGroupTf32(sum, a, b);
    }
};

struct Fp16 {
    using Stored = Half;
    __device__ static void prepare(unsigned (&)[4]) {}
    __device__ static void multiply(float (&sum)[4], const unsigned (&a)[4], const unsigned* b) { multiplyHalf(sum, a, b); }
    template <int WIDE>
    __device__ static void multiplyGroup(float (&sum)[WIDE][4], unsigned long long a, unsigned long long b) {
        multiplyGroupHalf(sum, a, b);
    }
};

struct Bf16 {
    using Stored = BrainFloat;
    __device__ static void prepare(unsigned (&)[4]) {}
    __device__ static void multiply(float (&sum)[4], const unsigned (&a)[4], const unsigned* b) {
        multiplyBrainFloat(sum, a, b);
    }
    template <int WIDE>
    __device__ static void multiplyGroup(float (&sum)[WIDE][4], unsigned long long a, unsigned long long b) {
        multiplyGroupBrainFloat(sum, a, b);
    }
};

/**
 * A tile of TILE_M x TILE_N outputs whose operands lie in shared memory in stages, some of which are on their way while one is
 * multiplied. Sixteen bytes make a chunk, the unit of every copy; a row of a stage holds ROW_CHUNKS.
 */
template <class INPUT, int TILE_M, int TILE_N, int ROW_CHUNKS, int WARPS, int STAGE_COUNT>
struct StagedTile {
    using Input = INPUT;
    using Stored = typename Input::Stored;
    static constexpr int M = TILE_M, N = TILE_N;
    static constexpr int THREADS = 32 * WARPS;
    static constexpr int STAGES = STAGE_COUNT;
    static constexpr int CHUNK = 16 / static_cast<int>(sizeof(Stored));
    static constexpr int CHUNKS = ROW_CHUNKS;
    static constexpr int K = CHUNKS * CHUNK;
    // Rows that are a multiple of eight apart are turned alike, so they lie a constant distance apart.
    static constexpr int ROW_WORDS = 4 * CHUNKS;
    static constexpr int STAGE_WORDS = (M + N) * ROW_WORDS;
    static constexpr int ROWS_APART = THREADS / CHUNKS;
    static_assert(ROWS_APART % 8 == 0, "a thread's rows are turned alike");

    /** The place of a chunk in shared memory, in words: turned so that eight rows of one chunk lie in different banks. */
    __device__ static int place(int row, int chunk) { return row * ROW_WORDS + (chunk ^ (row * CHUNKS / 8 % CHUNKS)) * 4; }
};

/** Taken 64 bytes of K at a time, shared out among warps of WARP_M x WARP_N outputs. */
template <class INPUT, int TILE_M, int TILE_N, int PER_WARP_M, int PER_WARP_N>
struct MatrixTile : StagedTile<INPUT, TILE_M, TILE_N, 4, TILE_M / PER_WARP_M * (TILE_N / PER_WARP_N), 4> {
    static constexpr int WARP_M = PER_WARP_M, WARP_N = PER_WARP_N;
    static constexpr int WARPS_M = TILE_M / WARP_M;
};

struct BlockPlace {
    int row, column;
};

/**
 * Which tile a block computes: neighbours share the operand of the grid's longer side, so that the caches hold it until it is not
 * needed any more, and the memory gives each element of it once.
 */
__device__ inline BlockPlace placeOfBlock() {
    if (gridDim.y > gridDim.x) {
        return BlockPlace{static_cast<int>(blockIdx.x), static_cast<int>(blockIdx.y)};
    }
    const unsigned number = blockIdx.y * gridDim.x + blockIdx.x;
    return BlockPlace{static_cast<int>(number / gridDim.y), static_cast<int>(number % gridDim.y)};
}

/** Fetches the input's share of a stage: one chunk of each of COUNT rows. */
template <class T, bool ANY>
struct ChunkLoader {
    using Stored = typename T::Stored;
    static constexpr int COUNT = T::M / T::ROWS_APART;

    const Stored* window[COUNT];
    unsigned outside[COUNT];
    const Tap* taps;
    // Of the next fetch, so that none waits for the table.
    Tap tap;

    __device__ int chunk() const { return threadId() % T::CHUNKS; }
    __device__ int row() const { return threadId() / T::CHUNKS; }

    __device__ ChunkLoader(const ConvShape& s, const Stored* input, const Tap* offsets, int blockRow, int group, int begin) {
        const int pixels = s.outHeight * s.outWidth;
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            const int m = blockRow * T::M + row() + i * T::ROWS_APART;
            const int image = m / pixels;
            const int top = m % pixels / s.outWidth * s.strideHeight - s.padTop;
            const int left = m % pixels % s.outWidth * s.strideWidth - s.padLeft;
            const long long place = (static_cast<long long>(image) * s.height + top) * s.width + left;
            window[i] = input + (place * s.channels + group * (s.channels / s.groups));
            settle(window[i]);
            outside[i] = image < s.batch ? outsideOf(s, top, left) : ~0u;
        }
        taps = offsets + begin / (ANY ? 1 : T::CHUNK) + chunk() * (ANY ? T::CHUNK : 1);
        tap = loadTap(taps);
    }

    __device__ void fetch(SharedPlace stage) {
        const SharedPlace to = ahead(stage, T::place(row(), chunk()));
        if constexpr (ANY) {
            gather(to);
            taps += T::K;
        } else {
#pragma unroll
            for (int i = 0; i < COUNT; i++) {
                copyAsync(
                    ahead(to, i * T::ROWS_APART * T::ROW_WORDS), window[i] + tap.offset, (tap.place & outside[i]) == 0);
            }
            taps += T::CHUNKS;
            tap = loadTap(taps);
        }
    }

    /** Element by element, for channels that do not make whole chunks. */
    __device__ void gather(SharedPlace to) const {
        Tap single[T::CHUNK];
#pragma unroll
        for (int e = 0; e < T::CHUNK; e += 2) {
            loadTaps(single + e, taps + e);
        }
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            unsigned words[4] = {};
#pragma unroll
            for (int e = 0; e < T::CHUNK; e++) {
                const unsigned bits = bitsUnless(single[e].place & outside[i], window[i] + single[e].offset);
                words[e * 4 / T::CHUNK] |= bits << e % (T::CHUNK / 4) * 16;
            }
            setWords(ahead(to, i * T::ROWS_APART * T::ROW_WORDS), words);
        }
    }
};

/** Fetches the filters' share of a stage. Rows are padded to whole stages; filters behind the last repeat it. */
template <class T>
struct FilterChunkLoader {
    static constexpr int COUNT = T::N / T::ROWS_APART;

    const typename T::Stored* from[COUNT];

    __device__ int chunk() const { return threadId() % T::CHUNKS; }
    __device__ int row() const { return threadId() / T::CHUNKS; }

    __device__ FilterChunkLoader(const typename T::Stored* filter, int firstFilter, int filters, int pitch, int begin) {
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            const int n = min(firstFilter + row() + i * T::ROWS_APART, filters - 1);
            from[i] = filter + static_cast<long long>(n) * pitch + begin + chunk() * T::CHUNK;
            settle(from[i]);
        }
    }

    __device__ void fetch(SharedPlace stage) {
        const SharedPlace to = ahead(stage, T::M * T::ROW_WORDS + T::place(row(), chunk()));
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            copyAsync(ahead(to, i * T::ROWS_APART * T::ROW_WORDS), from[i], true);
            from[i] += T::K;
        }
    }
};

/** The outputs of one warp, as the matrix instruction spreads them over its lanes: 16 x 8 at a time. */
template <class T>
struct WarpOutputs {
    static constexpr int HIGH = T::WARP_M / 16, WIDE = T::WARP_N / 8;

    /** What a lane holds of the rows and columns that one step multiplies: 32 bytes of each, half of a stage. */
    struct Operands {
        unsigned a[HIGH][4];
        unsigned b[WIDE / 2][4];
    };

    float sum[HIGH][WIDE][4] = {};

    __device__ static int lane() { return threadId() % 32; }
    __device__ static int firstRow() { return threadId() / 32 % T::WARPS_M * T::WARP_M; }
    __device__ static int firstColumn() { return threadId() / 32 / T::WARPS_M * T::WARP_N; }

    /** The half-th half of a stage. The turning of chunks makes the second half lie where one bit of the place differs. */
    __device__ static void read(Operands& to, SharedPlace stage, int half) {
        const int row = T::place(firstRow() + lane() % 16, lane() / 16) ^ half * 8;
        const int column = T::place(firstColumn() + lane() / 16 * 8 + lane() % 8, lane() / 8 % 2) ^ half * 8;
        const SharedPlace rows = ahead(stage, row);
        const SharedPlace columns = ahead(stage, T::M * T::ROW_WORDS + column);
#pragma unroll
        for (int j = 0; j < WIDE / 2; j++) {
            loadMatrices(to.b[j], ahead(columns, j * 16 * T::ROW_WORDS));
        }
#pragma unroll
        for (int i = 0; i < HIGH; i++) {
            loadMatrices(to.a[i], ahead(rows, i * 16 * T::ROW_WORDS));
        }
    }

    __device__ void add(Operands& operands) {
#pragma unroll
        for (int i = 0; i < HIGH; i++) {
            T::Input::prepare(operands.a[i]);
#pragma unroll
            for (int j = 0; j < WIDE; j++) {
                T::Input::multiply(sum[i][j], operands.a[i], &operands.b[j / 2][j % 2 * 2]);
            }
        }
    }

    // The outputs leave through shared memory, 16 rows of each warp at a time, so that whole rows reach the global memory.
    static constexpr int PASS_ROWS = T::WARPS_M * 16;
    // The padding keeps the pairs that half a warp stores in different banks.
    static constexpr int PASS_ROW = T::N + 8;
    static_assert(PASS_ROWS * PASS_ROW <= T::STAGES * T::STAGE_WORDS, "a pass fits where the stages were");

    /** Lays down the i-th 16 rows of each warp. */
    __device__ void lay(SHARED(unsigned) * pass, int i) const {
#pragma unroll
        for (int j = 0; j < WIDE; j++) {
#pragma unroll
            for (int r = 0; r < 2; r++) {
                const int row = threadId() / 32 % T::WARPS_M * 16 + r * 8 + lane() / 4;
                const int column = firstColumn() + j * 8 + lane() % 4 * 2;
                setSharedTwo(
                    pass + row * PASS_ROW + column, bitsOf(sum[i][j][r * 2]), bitsOf(sum[i][j][r * 2 + 1]));
            }
        }
    }
};

/** Writes four neighbours, or as many of them as exist. {@code together}: four lie on a place that a vector store can take. */
template <class Stored>
__device__ inline void storeNeighbours(Stored* to, const float (&value)[4], int count, bool together) {
    if (together && count >= 4) {
        storeFourNarrow(to, value);
    } else {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            if (i < count) {
                to[i] = narrow<Stored>(value[i]);
            }
        }
    }
}

/** What one thread takes of the outputs that all warps have laid down: four neighbouring filters, the same in every row. */
template <class T>
struct Outlet {
    static constexpr int LANES = T::N / 4;
    static constexpr int ROWS_APART = T::THREADS / LANES;
    static_assert(T::THREADS % LANES == 0, "a thread stays with its filters");

    int row, column, count;
    bool together, rectified;
    float summand[4];

    __device__ Outlet(const ConvShape& s, const float* bias, int firstFilter, int filters, int firstOfGroup) {
        row = threadId() / LANES;
        column = threadId() % LANES * 4;
        count = filters - firstFilter - column;
        together = (s.filters | filters) % 4 == 0;
        rectified = s.splits == 1 && s.function == RELU;
#pragma unroll
        for (int q = 0; q < 4; q++) {
            const bool biased = s.splits == 1 && bias != nullptr && q < count;
            summand[q] = biased ? bias[firstOfGroup + firstFilter + column + q] : 0.0f;
        }
    }

    /** Hands on its share of the i-th pass, {@code to} being where the first of its filters lies in the first row of the tile. */
    template <class Result>
    __device__ void pickUp(const SHARED(unsigned) * pass, Result* to, int i, int rowsLeft, int pitch) const {
        using Warps = WarpOutputs<T>;
#pragma unroll 2
        for (int r = row; r < Warps::PASS_ROWS; r += ROWS_APART) {
            const int m = r / 16 * T::WARP_M + i * 16 + r % 16;
            if (m < rowsLeft && count > 0) {
                const float4 four = sharedFour(pass + r * Warps::PASS_ROW + column);
                float value[4] = {four.x, four.y, four.z, four.w};
#pragma unroll
                for (int q = 0; q < 4; q++) {
                    value[q] += summand[q];
                    value[q] = rectified ? fmaxf(0.0f, value[q]) : value[q];
                }
                storeNeighbours(to + static_cast<long long>(m) * pitch, value, count, together);
            }
        }
    }
};

/** Which part of the product a block computes. */
template <class T>
struct Assignment {
    int group, split, filters, begin, tiles, pitch;
    BlockPlace block;

    __device__ explicit Assignment(const ConvShape& s)
        : group(static_cast<int>(blockIdx.z) / s.splits),
          split(static_cast<int>(blockIdx.z) % s.splits),
          filters(s.filters / s.groups),
          block(placeOfBlock()) {
        const int steps = s.channels / s.groups * s.kernelHeight * s.kernelWidth;
        const Share share = shareOf(ceilDivide(steps, T::K), s.splits, split);
        begin = share.first * T::K;
        tiles = share.count;
        pitch = ceilDivide(steps, 64) * 64;
    }

    __device__ int firstFilter() const { return block.column * T::N; }
};

/** Fetches both operands, one stage after the other. */
template <class T, bool ANY>
struct StageLoader {
    using Stored = typename T::Stored;

    ChunkLoader<T, ANY> rows;
    FilterChunkLoader<T> columns;

    __device__ StageLoader(
        const ConvShape& s, const Stored* input, const Stored* filter, const Tap* offsets, const Assignment<T>& mine)
        : rows(s, input, offsets, mine.block.row, mine.group, mine.begin),
          columns(
              filter + static_cast<long long>(mine.group) * mine.filters * mine.pitch, mine.firstFilter(), mine.filters,
              mine.pitch, mine.begin) {}

    __device__ void fetch(SharedPlace stage) {
        rows.fetch(stage);
        columns.fetch(stage);
    }

    /** Each in a group of copies of its own, which is empty where there is nothing more to fetch. */
    template <int COUNT>
    __device__ void fetchFirst(SharedPlace stages, int tiles) {
#pragma unroll
        for (int stage = 0; stage < COUNT; stage++) {
            if (stage < tiles) {
                fetch(ahead(stages, stage * T::STAGE_WORDS));
            }
            commitCopies();
        }
    }
};

/** Writes a block's tile, with bias and function if it is all of the sum. */
template <class T>
__device__ inline void finishTile(
    const WarpOutputs<T>& outputs, SHARED(unsigned) * pass, const float* bias, void* output, const Assignment<T>& mine,
    const ConvShape& s) {
    const int rows = s.batch * s.outHeight * s.outWidth;
    const int firstRow = mine.block.row * T::M;
    const int firstFilter = mine.group * mine.filters + mine.firstFilter();
    const Outlet<T> outlet(s, bias, mine.firstFilter(), mine.filters, mine.group * mine.filters);
    const long long place = static_cast<long long>(firstRow) * s.filters + firstFilter + outlet.column;
#pragma unroll
    for (int i = 0; i < WarpOutputs<T>::HIGH; i++) {
        __syncthreads();
        outputs.lay(pass, i);
        __syncthreads();
        if (s.splits > 1) {
            float* const partial = static_cast<float*>(output) + static_cast<long long>(mine.split) * rows * s.filters;
            outlet.pickUp(pass, partial + place, i, rows - firstRow, s.filters);
        } else {
            outlet.pickUp(pass, static_cast<typename T::Stored*>(output) + place, i, rows - firstRow, s.filters);
        }
    }
}

/**
 * One tile of the product. Three stages are on their way while the fourth is multiplied, and the operands of the next step are
 * read while this step is multiplied, across the barrier between stages too.
 */
template <class T, bool ANY>
__device__ inline void convolveMatrices(
    const typename T::Stored* input, const typename T::Stored* filter, const float* bias, void* output, const Tap* offsets,
    const ConvShape& s) {
    DYNAMIC_SHARED(shared);
    const SharedPlace stages = placeOf(shared);
    const Assignment<T> mine(s);
    StageLoader<T, ANY> loader(s, input, filter, offsets, mine);
    WarpOutputs<T> outputs;
    typename WarpOutputs<T>::Operands first, second;
    loader.template fetchFirst<T::STAGES - 1>(stages, mine.tiles);
    awaitCopies<T::STAGES - 2>();
    __syncthreads();
    if (mine.tiles > 0) {
        WarpOutputs<T>::read(first, stages, 0);
    }
    for (int tile = 0; tile < mine.tiles; tile++) {
        WarpOutputs<T>::read(second, ahead(stages, tile % T::STAGES * T::STAGE_WORDS), 1);
        if (tile + T::STAGES - 1 < mine.tiles) {
            loader.fetch(ahead(stages, (tile + T::STAGES - 1) % T::STAGES * T::STAGE_WORDS));
        }
        commitCopies();
        outputs.add(first);
        awaitCopies<T::STAGES - 2>();
        __syncthreads();
        if (tile + 1 < mine.tiles) {
            WarpOutputs<T>::read(first, ahead(stages, (tile + 1) % T::STAGES * T::STAGE_WORDS), 0);
        }
        outputs.add(second);
    }
    finishTile(outputs, shared, bias, output, mine, s);
}

#define MATRIX_CONVOLUTION(name, ANY, PER_SM, ...)                                                                        \
    extern "C" __global__ void __launch_bounds__(MatrixTile<__VA_ARGS__>::THREADS, PER_SM) name(                          \
        const MatrixTile<__VA_ARGS__>::Stored* __restrict__ input,                                                        \
        const MatrixTile<__VA_ARGS__>::Stored* __restrict__ filter, const float* __restrict__ bias,                       \
        void* __restrict__ output, const Tap* __restrict__ offsets, ConvShape shape) {                                    \
        convolveMatrices<MatrixTile<__VA_ARGS__>, ANY>(input, filter, bias, output, offsets, shape);                      \
    }

MATRIX_CONVOLUTION(conv_tf32_256x128x16, false, 1, Tf32, 256, 128, 64, 64)
MATRIX_CONVOLUTION(conv_tf32_128x128x16, false, 2, Tf32, 128, 128, 64, 64)
MATRIX_CONVOLUTION(conv_tf32_128x64x16, false, 3, Tf32, 128, 64, 64, 32)
MATRIX_CONVOLUTION(conv_tf32_64x64x16, false, 4, Tf32, 64, 64, 32, 32)
MATRIX_CONVOLUTION(conv_tf32_128x64x16_any, true, 2, Tf32, 128, 64, 64, 32)
MATRIX_CONVOLUTION(conv_f16_256x128x32, false, 1, Fp16, 256, 128, 64, 64)
MATRIX_CONVOLUTION(conv_f16_128x128x32, false, 2, Fp16, 128, 128, 64, 64)
MATRIX_CONVOLUTION(conv_f16_128x64x32, false, 3, Fp16, 128, 64, 64, 32)
MATRIX_CONVOLUTION(conv_f16_64x64x32, false, 4, Fp16, 64, 64, 32, 32)
MATRIX_CONVOLUTION(conv_f16_128x64x32_any, true, 2, Fp16, 128, 64, 64, 32)
MATRIX_CONVOLUTION(conv_bf16_256x128x32, false, 1, Bf16, 256, 128, 64, 64)
MATRIX_CONVOLUTION(conv_bf16_128x128x32, false, 2, Bf16, 128, 128, 64, 64)
MATRIX_CONVOLUTION(conv_bf16_128x64x32, false, 3, Bf16, 128, 64, 64, 32)
MATRIX_CONVOLUTION(conv_bf16_64x64x32, false, 4, Bf16, 64, 64, 32, 32)
MATRIX_CONVOLUTION(conv_bf16_128x64x32_any, true, 2, Bf16, 128, 64, 64, 32)

// ---------------------------------------------------------------------------------------------------------------------
// The same by the matrix instructions of compute capability 9.0 alone, for channels that make whole chunks
// ---------------------------------------------------------------------------------------------------------------------

#if defined(MACJOULE_EMULATION) || defined(__CUDA_ARCH_FEAT_SM90_ALL)

/**
 * Taken 128 bytes of K at a time, by groups of four warps with 64 rows each. Products read both operands from shared memory, and
 * are still under way while the next are started.
 */
template <class INPUT, int TILE_M, int TILE_N, int STAGE_COUNT>
struct GroupTile : StagedTile<INPUT, TILE_M, TILE_N, 8, TILE_M / 16, STAGE_COUNT> {
    // Of the 64 rows of a group each warp holds the sums of 16, spread over its lanes as by the smaller instruction.
    static constexpr int WARP_M = 16, WARP_N = TILE_N;
    static constexpr int WARPS_M = TILE_M / 16;
    static constexpr int GROUP_ROWS = 64;
    // One stage is read by products, and one by those of a group that has not come to the barrier yet.
    static constexpr int AHEAD = STAGE_COUNT - 2;
};

/**
 * Tells a product where rows of 128 bytes begin whose chunks are turned by the row's last three bits, eight rows to 1024 bytes and
 * the first of them at a multiple of that. A step along K lies 32 bytes further within the first row.
 */
__device__ inline unsigned long long matrixAt(unsigned address) {
    constexpr unsigned long long EIGHT_ROWS = 1024 / 16, NOT_USED = 1, TURNED_BY_EIGHT = 1;
    return (address & 0x3ffff) / 16 | NOT_USED << 16 | EIGHT_ROWS << 32 | TURNED_BY_EIGHT << 62;
}

/** Starts the products of one stage. */
template <class T>
__device__ inline void startProducts(WarpOutputs<T>& outputs, SharedPlace stage) {
    const int firstRow = threadId() / 128 * T::GROUP_ROWS;
    const unsigned long long rows = matrixAt(addressOf(ahead(stage, firstRow * T::ROW_WORDS)));
    const unsigned long long columns = matrixAt(addressOf(ahead(stage, T::M * T::ROW_WORDS)));
    openProducts();
#pragma unroll
    for (int step = 0; step < 4; step++) {
        T::Input::multiplyGroup(outputs.sum[0], rows + step * 2, columns + step * 2);
    }
    commitProducts();
}

/**
 * One tile of the product. Behind the barrier of a step all groups have finished the products of the step before the last, so the
 * stage of that one is filled anew. What TF32 cannot hold of the inputs is cut, not rounded: no register passes it.
 */
template <class T>
__device__ inline void convolveByGroups(
    const typename T::Stored* input, const typename T::Stored* filter, const float* bias, void* output, const Tap* offsets,
    const ConvShape& s) {
    DYNAMIC_SHARED(shared);
    const SharedPlace stages = placeOf(shared);
    const Assignment<T> mine(s);
    StageLoader<T, false> loader(s, input, filter, offsets, mine);
    WarpOutputs<T> outputs;
    loader.template fetchFirst<T::AHEAD>(stages, mine.tiles);
    // Unrolled, the sums would change registers in between, and older assemblers have each product wait for the one before.
#pragma unroll 1
    for (int tile = 0; tile < mine.tiles; tile++) {
        awaitCopies<T::AHEAD - 1>();
        showToProducts();
        __syncthreads();
        startProducts(outputs, ahead(stages, tile % T::STAGES * T::STAGE_WORDS));
        if (tile + T::AHEAD < mine.tiles) {
            loader.fetch(ahead(stages, (tile + T::AHEAD) % T::STAGES * T::STAGE_WORDS));
        }
        commitCopies();
        awaitProducts<1>(outputs.sum[0]);
    }
    awaitProducts<0>(outputs.sum[0]);
    finishTile(outputs, shared, bias, output, mine, s);
}

#define GROUP_CONVOLUTION(name, PER_SM, ...)                                                                             \
    extern "C" __global__ void __launch_bounds__(GroupTile<__VA_ARGS__>::THREADS, PER_SM) name(                          \
        const GroupTile<__VA_ARGS__>::Stored* __restrict__ input,                                                        \
        const GroupTile<__VA_ARGS__>::Stored* __restrict__ filter, const float* __restrict__ bias,                       \
        void* __restrict__ output, const Tap* __restrict__ offsets, ConvShape shape) {                                   \
        convolveByGroups<GroupTile<__VA_ARGS__>>(input, filter, bias, output, offsets, shape);                           \
    }

GROUP_CONVOLUTION(conv_tf32_128x256x32, 1, Tf32, 128, 256, 4)
GROUP_CONVOLUTION(conv_tf32_256x128x32, 1, Tf32, 256, 128, 4)
GROUP_CONVOLUTION(conv_tf32_128x128x32, 2, Tf32, 128, 128, 3)
GROUP_CONVOLUTION(conv_tf32_128x64x32, 2, Tf32, 128, 64, 4)
GROUP_CONVOLUTION(conv_f16_128x256x64, 1, Fp16, 128, 256, 4)
GROUP_CONVOLUTION(conv_f16_256x128x64, 1, Fp16, 256, 128, 4)
GROUP_CONVOLUTION(conv_f16_128x128x64, 2, Fp16, 128, 128, 3)
GROUP_CONVOLUTION(conv_f16_128x64x64, 2, Fp16, 128, 64, 4)
GROUP_CONVOLUTION(conv_bf16_128x256x64, 1, Bf16, 128, 256, 4)
GROUP_CONVOLUTION(conv_bf16_256x128x64, 1, Bf16, 256, 128, 4)
GROUP_CONVOLUTION(conv_bf16_128x128x64, 2, Bf16, 128, 128, 3)
GROUP_CONVOLUTION(conv_bf16_128x64x64, 2, Bf16, 128, 64, 4)

#endif
#endif

// ---------------------------------------------------------------------------------------------------------------------
// What convolutions need around them
// ---------------------------------------------------------------------------------------------------------------------

/** Calls {@code work(i)} for every i below {@code count}, shared out among all threads of the grid. */
template <class Work>
__device__ inline void forEach(int count, Work work) {
    const long long stride = static_cast<long long>(gridDim.x) * blockDim.x;
    for (long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x; i < count; i += stride) {
        work(static_cast<int>(i));
    }
}

/** As {@link forEach}, with four loads of each thread under way before the first store. Both must concern element i alone. */
template <class Load, class Store>
__device__ inline void moveEach(int count, Load load, Store store) {
    constexpr int BATCH = 4;
    const long long stride = static_cast<long long>(gridDim.x) * blockDim.x;
    for (long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x; i < count; i += BATCH * stride) {
        decltype(load(0)) values[BATCH];
#pragma unroll
        for (int j = 0; j < BATCH; j++) {
            if (i + j * stride < count) {
                values[j] = load(static_cast<int>(i + j * stride));
            }
        }
#pragma unroll
        for (int j = 0; j < BATCH; j++) {
            if (i + j * stride < count) {
                store(static_cast<int>(i + j * stride), values[j]);
            }
        }
    }
}

struct OffsetShape {
    int channels, totalChannels, height, width, kernelHeight, kernelWidth, dilationHeight, dilationWidth;
    int channelsLast, vector, steps, entries;
};

/** Fills the table of taps: one for each step along K, or for each vector of neighbouring channels. */
extern "C" __global__ void conv_offsets(Tap* offsets, OffsetShape s) {
    forEach(s.entries, [&](int i) {
        Tap tap = {0, NOWHERE};
        if (i < s.steps) {
            const int k = i * s.vector;
            const int area = s.kernelHeight * s.kernelWidth;
            const int channel = s.channelsLast ? k % s.channels : k / area;
            const int place = s.channelsLast ? k / s.channels : k % area;
            const int row = place / s.kernelWidth;
            const int column = place % s.kernelWidth;
            const int y = row * s.dilationHeight;
            const int x = column * s.dilationWidth;
            tap.offset = s.channelsLast ? (y * s.width + x) * s.totalChannels + channel : (channel * s.height + y) * s.width + x;
            tap.place = rowBit(row) | columnBit(column);
        }
        offsets[i] = tap;
    });
}

struct PackShape {
    int filters, channels, kernelHeight, kernelWidth, paddedChannels, pitch, channelsLast;
};

/** Copies filters from KCRS into rows of {@code pitch}, in the order in which a convolution walks along K. */
template <class Stored, class Round>
__device__ inline void pack(const float* source, Stored* destination, const PackShape& s, Round round) {
    const int area = s.kernelHeight * s.kernelWidth;
    forEach(s.filters * s.pitch, [&](int i) {
        const int k = i % s.pitch;
        const int channel = s.channelsLast ? k % s.paddedChannels : k / area;
        const int place = s.channelsLast ? k / s.paddedChannels : k % area;
        const bool exists = channel < s.channels && place < area;
        const long long from = (static_cast<long long>(i / s.pitch) * s.channels + channel) * area + place;
        destination[i] = round(exists ? source[from] : 0.0f);
    });
}

#define PACK_FILTER(name, STORED, ROUND)                                                                       \
    extern "C" __global__ void name(const float* __restrict__ source, STORED* __restrict__ destination, PackShape shape) { \
        pack(source, destination, shape, [](float x) { return ROUND; });                                       \
    }

PACK_FILTER(pack_filter_f32, float, x)
PACK_FILTER(pack_filter_tf32, float, __uint_as_float(rounded<13>(x)))
PACK_FILTER(pack_filter_f16, Half, narrow<Half>(x))
PACK_FILTER(pack_filter_bf16, BrainFloat, narrow<BrainFloat>(x))

/** Defines a kernel for maps of each stored type. */
#define FOR_EACH_TYPE(KERNEL) KERNEL(f32, float) KERNEL(f16, Half) KERNEL(bf16, BrainFloat)

struct ReduceShape {
    int count, channels, inner, splits, function;
};

/** Adds up what the shares of K have yielded. */
#define REDUCE_SPLITS(suffix, Stored)                                                                         \
    extern "C" __global__ void reduce_splits_##suffix(                                                        \
        const float* __restrict__ partial, const float* __restrict__ bias, Stored* __restrict__ output, ReduceShape s) { \
        forEach(s.count, [&](int i) {                                                                         \
            float sum = bias == nullptr ? 0.0f : bias[i / s.inner % s.channels];                              \
            for (int split = 0; split < s.splits; split++) {                                                  \
                sum += partial[static_cast<long long>(split) * s.count + i];                                  \
            }                                                                                                 \
            output[i] = narrow<Stored>(activate(s.function, sum, 0.0f));                                      \
        });                                                                                                   \
    }

FOR_EACH_TYPE(REDUCE_SPLITS)

/** Where an element lies in maps of either layout. */
struct Layout {
    int channels, height, width, channelsLast;

    __device__ long long at(int image, int channel, int y, int x) const {
        return channelsLast ? ((static_cast<long long>(image) * height + y) * width + x) * channels + channel
                            : ((static_cast<long long>(image) * channels + channel) * height + y) * width + x;
    }

    /** The place of element {@code i} in order of storage. */
    __device__ void locate(int i, int& image, int& channel, int& y, int& x) const {
        const int area = height * width;
        channel = channelsLast ? i % channels : i / area % channels;
        const int pixel = channelsLast ? i / channels % area : i % area;
        image = i / (channels * area);
        y = pixel / width;
        x = pixel % width;
    }
};

struct DirectShape {
    ConvShape conv;
    int channelsLast;
};

/** One output: the sum over the window at (top, left) of all the group's channels. */
template <class Stored>
__device__ inline float sumOverWindow(
    const Stored* input, const float* filter, const DirectShape& d, int image, int firstChannel, int top, int left) {
    const ConvShape& s = d.conv;
    const Layout in = {s.channels, s.height, s.width, d.channelsLast};
    float sum = 0;
    for (int channel = firstChannel; channel < firstChannel + s.channels / s.groups; channel++) {
        for (int r = 0; r < s.kernelHeight; r++) {
            const int y = top + r * s.dilationHeight;
            for (int c = 0; c < s.kernelWidth; c++, filter++) {
                const int x = left + c * s.dilationWidth;
                if (y >= 0 && y < s.height && x >= 0 && x < s.width) {
                    sum += widen(input[in.at(image, channel, y, x)]) * *filter;
                }
            }
        }
    }
    return sum;
}

/** Any convolution at all, one output a thread. */
#define CONV_DIRECT(suffix, Stored)                                                                                  \
    extern "C" __global__ void conv_direct_##suffix(                                                                 \
        const Stored* __restrict__ input, const float* __restrict__ filter, const float* __restrict__ bias,          \
        Stored* __restrict__ output, DirectShape d) {                                                                \
        const ConvShape& s = d.conv;                                                                                 \
        const Layout out = {s.filters, s.outHeight, s.outWidth, d.channelsLast};                                     \
        const int channels = s.channels / s.groups;                                                                  \
        forEach(s.batch * s.filters * s.outHeight * s.outWidth, [&](int i) {                                         \
            int image, n, y, x;                                                                                      \
            out.locate(i, image, n, y, x);                                                                           \
            const float* weights = filter + static_cast<long long>(n) * channels * s.kernelHeight * s.kernelWidth;   \
            const float sum = sumOverWindow(                                                                         \
                input, weights, d, image, n / (s.filters / s.groups) * channels, y * s.strideHeight - s.padTop,      \
                x * s.strideWidth - s.padLeft);                                                                      \
            output[i] = narrow<Stored>(rectifyIf(s.function, sum + (bias == nullptr ? 0.0f : bias[n])));             \
        });                                                                                                          \
    }

FOR_EACH_TYPE(CONV_DIRECT)

/** Outputs of a row that one thread of a depthwise convolution computes, with each weight loaded once. */
constexpr int STRIP = 4;

/** A strip of depthwise outputs. The kernel's size is a constant for the common ones (0: look it up), so that loops unroll. */
template <int KERNEL, class Stored>
__device__ inline void sumStrip(
    float (&sum)[STRIP], const Stored* input, const float* filter, const DirectShape& d, int image, int channel, int y, int x) {
    const ConvShape& s = d.conv;
    const Layout in = {s.channels, s.height, s.width, d.channelsLast};
    const int kernelHeight = KERNEL > 0 ? KERNEL : s.kernelHeight;
    const int kernelWidth = KERNEL > 0 ? KERNEL : s.kernelWidth;
    const int step = d.channelsLast ? s.channels : 1;
#pragma unroll(KERNEL > 0 ? KERNEL : 1)
    for (int r = 0; r < kernelHeight; r++) {
        const int top = y * s.strideHeight - s.padTop + r * s.dilationHeight;
        if (top < 0 || top >= s.height) {
            continue;
        }
        const Stored* row = input + in.at(image, channel, top, 0);
#pragma unroll(KERNEL > 0 ? KERNEL : 1)
        for (int c = 0; c < kernelWidth; c++) {
            const float weight = filter[r * kernelWidth + c];
#pragma unroll
            for (int i = 0; i < STRIP; i++) {
                const int left = (x + i) * s.strideWidth - s.padLeft + c * s.dilationWidth;
                if (left >= 0 && left < s.width) {
                    sum[i] += widen(row[left * step]) * weight;
                }
            }
        }
    }
}

template <class Stored>
__device__ inline void convolveDepthwise(
    const Stored* input, const float* filter, const float* bias, Stored* output, const DirectShape& d) {
    const ConvShape& s = d.conv;
    const int strips = ceilDivide(s.outWidth, STRIP);
    const Layout out = {s.filters, s.outHeight, s.outWidth, d.channelsLast};
    const Layout stripLayout = {s.filters, s.outHeight, strips, d.channelsLast};
    forEach(s.batch * s.filters * s.outHeight * strips, [&](int i) {
        int image, n, y, strip;
        stripLayout.locate(i, image, n, y, strip);
        const int x = strip * STRIP;
        const int channel = n / (s.filters / s.channels);
        const float* weights = filter + n * s.kernelHeight * s.kernelWidth;
        float sum[STRIP] = {};
        if (s.kernelHeight == 3 && s.kernelWidth == 3) {
            sumStrip<3>(sum, input, weights, d, image, channel, y, x);
        } else if (s.kernelHeight == 5 && s.kernelWidth == 5) {
            sumStrip<5>(sum, input, weights, d, image, channel, y, x);
        } else {
            sumStrip<0>(sum, input, weights, d, image, channel, y, x);
        }
        const float summand = bias == nullptr ? 0.0f : bias[n];
#pragma unroll
        for (int p = 0; p < STRIP; p++) {
            if (x + p < s.outWidth) {
                output[out.at(image, n, y, x + p)] = narrow<Stored>(rectifyIf(s.function, sum[p] + summand));
            }
        }
    });
}

#define DEPTHWISE(suffix, Stored)                                                                                   \
    extern "C" __global__ void depthwise_##suffix(                                                                  \
        const Stored* __restrict__ input, const float* __restrict__ filter, const float* __restrict__ bias,         \
        Stored* __restrict__ output, DirectShape d) {                                                               \
        convolveDepthwise(input, filter, bias, output, d);                                                          \
    }

FOR_EACH_TYPE(DEPTHWISE)

// ---------------------------------------------------------------------------------------------------------------------
// The other layers
// ---------------------------------------------------------------------------------------------------------------------

enum PoolMode { MAXIMUM, AVERAGE };

constexpr float LOWEST = -3.402823466e38f;

struct PoolShape {
    int batch, channels, height, width, outHeight, outWidth;
    int kernelHeight, kernelWidth, strideHeight, strideWidth, padTop, padLeft, padBottom, padRight, dilationHeight, dilationWidth;
    int mode, channelsLast;
};

/** How many of a window's places along one axis lie before the end of the padded map. */
__device__ inline int placesBefore(int end, int first, int kernel, int dilation) {
    return min(kernel, (end - 1 - first) / dilation + 1);
}

template <class Stored>
__device__ inline float poolWindow(const Stored* input, const PoolShape& s, int image, int channel, int top, int left) {
    const Layout in = {s.channels, s.height, s.width, s.channelsLast};
    float sum = 0;
    float largest = LOWEST;
    for (int r = 0; r < s.kernelHeight; r++) {
        const int y = top + r * s.dilationHeight;
        for (int c = 0; c < s.kernelWidth; c++) {
            const int x = left + c * s.dilationWidth;
            if (y >= 0 && y < s.height && x >= 0 && x < s.width) {
                const float value = widen(input[in.at(image, channel, y, x)]);
                sum += value;
                largest = fmaxf(largest, value);
            }
        }
    }
    if (s.mode == MAXIMUM) {
        return largest;
    }
    // Padding counts, but not what lies beyond it.
    return sum
        / static_cast<float>(
               placesBefore(s.height + s.padBottom, top, s.kernelHeight, s.dilationHeight)
               * placesBefore(s.width + s.padRight, left, s.kernelWidth, s.dilationWidth));
}

#define POOL(suffix, Stored)                                                                                        \
    extern "C" __global__ void pool_##suffix(const Stored* __restrict__ input, Stored* __restrict__ output, PoolShape s) { \
        const Layout out = {s.channels, s.outHeight, s.outWidth, s.channelsLast};                                   \
        forEach(s.batch * s.channels * s.outHeight * s.outWidth, [&](int i) {                                       \
            int image, channel, y, x;                                                                               \
            out.locate(i, image, channel, y, x);                                                                    \
            output[i] = narrow<Stored>(poolWindow(                                                                  \
                input, s, image, channel, y * s.strideHeight - s.padTop, x * s.strideWidth - s.padLeft));           \
        });                                                                                                         \
    }

FOR_EACH_TYPE(POOL)

struct GlobalPoolShape {
    int batch, channels, area, mode, channelsLast;
};

/** Gathers every {@code step}-th element from {@code first} on: the sum, or the largest. */
template <class Stored>
__device__ inline float gatherMap(const Stored* map, int mode, int first, int area, int step, int stride) {
    float result = mode == MAXIMUM ? LOWEST : 0.0f;
    for (int i = first; i < area; i += step) {
        const float value = widen(map[static_cast<long long>(i) * stride]);
        result = mode == MAXIMUM ? fmaxf(result, value) : result + value;
    }
    return result;
}

template <class Stored>
__device__ inline void poolMaps(const Stored* input, Stored* output, const GlobalPoolShape& s) {
    const float divisor = s.mode == MAXIMUM ? 1.0f : static_cast<float>(s.area);
    const int maps = s.batch * s.channels;
    if (s.channelsLast) {
        forEach(maps, [&](int i) {
            const Stored* map = input + static_cast<long long>(i / s.channels) * s.area * s.channels + i % s.channels;
            output[i] = narrow<Stored>(gatherMap(map, s.mode, 0, s.area, 1, s.channels) / divisor);
        });
        return;
    }
    // A warp takes a map, so that its lanes read neighbours.
    const int warps = static_cast<int>(blockDim.x) / 32;
    for (int i = blockRow() * warps + threadId() / 32; i < maps; i += static_cast<int>(gridDim.x) * warps) {
        float result = gatherMap(input + static_cast<long long>(i) * s.area, s.mode, threadId() % 32, s.area, 32, 1);
        for (int mask = 16; mask > 0; mask /= 2) {
            const float other = shuffleXor(result, mask);
            result = s.mode == MAXIMUM ? fmaxf(result, other) : result + other;
        }
        if (threadId() % 32 == 0) {
            output[i] = narrow<Stored>(result / divisor);
        }
    }
}

#define GLOBAL_POOL(suffix, Stored)                                                               \
    extern "C" __global__ void global_pool_##suffix(                                              \
        const Stored* __restrict__ input, Stored* __restrict__ output, GlobalPoolShape s) {       \
        poolMaps(input, output, s);                                                               \
    }

FOR_EACH_TYPE(GLOBAL_POOL)

struct ScaleShape {
    int count, channels, inner, function;
};

// Input and output of the element-wise kernels may be the same, so they are not declared restricted.
template <class Stored>
__device__ inline void scale(
    const Stored* input, const float* factor, const float* summand, Stored* output, const ScaleShape& s) {
    moveEach(
        s.count, [&](int i) { return widen(input[i]); },
        [&](int i, float x) {
            const int channel = i / s.inner % s.channels;
            output[i] = narrow<Stored>(activate(s.function, x * factor[channel] + summand[channel], 0.0f));
        });
}

#define SCALE(suffix, Stored)                                                                                      \
    extern "C" __global__ void scale_##suffix(                                                                     \
        const Stored* input, const float* factor, const float* summand, Stored* output, ScaleShape s) {            \
        scale(input, factor, summand, output, s);                                                                  \
    }

FOR_EACH_TYPE(SCALE)

template <class Stored>
__device__ inline void activateEach(const Stored* input, const float* slopes, Stored* output, const ScaleShape& s) {
    moveEach(
        s.count, [&](int i) { return widen(input[i]); },
        [&](int i, float x) {
            const float slope = s.function == PRELU ? slopes[i / s.inner % s.channels] : 0.0f;
            output[i] = narrow<Stored>(activate(s.function, x, slope));
        });
}

#define ACTIVATE(suffix, Stored)                                                                                   \
    extern "C" __global__ void activate_##suffix(                                                                  \
        const Stored* input, const float* slopes, Stored* output, ScaleShape s) {                                  \
        activateEach(input, slopes, output, s);                                                                    \
    }

FOR_EACH_TYPE(ACTIVATE)

struct CombineShape {
    int count, channels, area, channelsLast, operation, spreadFirst, spreadSecond, function;
};

enum Operation { SUM, PRODUCT, LARGER };

template <class Stored>
__device__ inline void combine(const Stored* first, const Stored* second, Stored* output, const CombineShape& s) {
    const auto join = [&](int i) {
        int a = i;
        int b = i;
        if (s.spreadFirst || s.spreadSecond) {
            // A map of one value per channel is spread over the others.
            const int map = s.channelsLast ? i / (s.area * s.channels) * s.channels + i % s.channels : i / s.area;
            a = s.spreadFirst ? map : i;
            b = s.spreadSecond ? map : i;
        }
        const float x = widen(first[a]);
        const float y = widen(second[b]);
        return s.operation == SUM ? x + y : s.operation == PRODUCT ? x * y : fmaxf(x, y);
    };
    moveEach(s.count, join, [&](int i, float x) { output[i] = narrow<Stored>(activate(s.function, x, 0.0f)); });
}

#define COMBINE(suffix, Stored)                                                                                       \
    extern "C" __global__ void combine_##suffix(const Stored* first, const Stored* second, Stored* output, CombineShape s) { \
        combine(first, second, output, s);                                                                            \
    }

FOR_EACH_TYPE(COMBINE)

struct ConcatShape {
    int batch, channels, area, outChannels, firstChannel, channelsLast;
};

#define CONCAT(suffix, Stored)                                                                                        \
    extern "C" __global__ void concat_##suffix(                                                                       \
        const Stored* __restrict__ input, Stored* __restrict__ output, ConcatShape s) {                               \
        const Layout in = {s.channels, s.area, 1, s.channelsLast};                                                    \
        const Layout out = {s.outChannels, s.area, 1, s.channelsLast};                                                \
        forEach(s.batch * s.channels * s.area, [&](int i) {                                                           \
            int image, channel, pixel, nothing;                                                                       \
            in.locate(i, image, channel, pixel, nothing);                                                             \
            output[out.at(image, s.firstChannel + channel, pixel, 0)] = input[i];                                     \
        });                                                                                                           \
    }

FOR_EACH_TYPE(CONCAT)

/** From maps to maps of another shape with the same elements, both with channels last. Channels first nothing moves. */
struct ReshapeShape {
    int batch, channels, area, outChannels, outArea;
};

#define RESHAPE(suffix, Stored)                                                                                       \
    extern "C" __global__ void reshape_##suffix(                                                                      \
        const Stored* __restrict__ input, Stored* __restrict__ output, ReshapeShape s) {                              \
        const Layout in = {s.channels, s.area, 1, 1};                                                                 \
        const Layout out = {s.outChannels, s.outArea, 1, 1};                                                          \
        forEach(s.batch * s.outChannels * s.outArea, [&](int i) {                                                     \
            int image, channel, pixel, nothing;                                                                       \
            out.locate(i, image, channel, pixel, nothing);                                                            \
            const int element = channel * s.outArea + pixel;                                                          \
            output[i] = input[in.at(image, element / s.area, element % s.area, 0)];                                   \
        });                                                                                                           \
    }

FOR_EACH_TYPE(RESHAPE)

struct PadShape {
    int batch, channels, height, width, outHeight, outWidth, top, left, channelsLast;
};

/** Maps in the middle of zeros. */
#define PAD(suffix, Stored)                                                                                           \
    extern "C" __global__ void pad_##suffix(                                                                          \
        const Stored* __restrict__ input, Stored* __restrict__ output, PadShape s) {                                  \
        const Layout in = {s.channels, s.height, s.width, s.channelsLast};                                            \
        const Layout out = {s.channels, s.outHeight, s.outWidth, s.channelsLast};                                     \
        forEach(s.batch * s.channels * s.outHeight * s.outWidth, [&](int i) {                                         \
            int image, channel, row, column;                                                                          \
            out.locate(i, image, channel, row, column);                                                               \
            const int y = row - s.top;                                                                                \
            const int x = column - s.left;                                                                            \
            const bool inside = y >= 0 && y < s.height && x >= 0 && x < s.width;                                      \
            output[i] = inside ? input[in.at(image, channel, y, x)] : narrow<Stored>(0.0f);                           \
        });                                                                                                           \
    }

FOR_EACH_TYPE(PAD)

struct UpsampleShape {
    int batch, channels, height, width, vertical, horizontal, channelsLast;
};

/** Each element as often as the factors say. */
#define UPSAMPLE(suffix, Stored)                                                                                      \
    extern "C" __global__ void upsample_##suffix(                                                                     \
        const Stored* __restrict__ input, Stored* __restrict__ output, UpsampleShape s) {                             \
        const Layout in = {s.channels, s.height, s.width, s.channelsLast};                                            \
        const Layout out = {s.channels, s.height * s.vertical, s.width * s.horizontal, s.channelsLast};               \
        forEach(s.batch * s.channels * out.height * out.width, [&](int i) {                                           \
            int image, channel, row, column;                                                                          \
            out.locate(i, image, channel, row, column);                                                               \
            output[i] = input[in.at(image, channel, row / s.vertical, column / s.horizontal)];                        \
        });                                                                                                           \
    }

FOR_EACH_TYPE(UPSAMPLE)

struct LrnShape {
    int batch, channels, area, channelsLast, size;
    float k, alpha, beta;
};

#define LRN(suffix, Stored)                                                                                           \
    extern "C" __global__ void lrn_##suffix(const Stored* __restrict__ input, Stored* __restrict__ output, LrnShape s) { \
        const Layout maps = {s.channels, s.area, 1, s.channelsLast};                                                  \
        forEach(s.batch * s.channels * s.area, [&](int i) {                                                           \
            int image, channel, pixel, nothing;                                                                       \
            maps.locate(i, image, channel, pixel, nothing);                                                           \
            const int last = min(s.channels - 1, channel + s.size / 2);                                               \
            float squares = 0;                                                                                        \
            for (int c = max(0, channel - (s.size - 1) / 2); c <= last; c++) {                                        \
                const float value = widen(input[maps.at(image, c, pixel, 0)]);                                        \
                squares += value * value;                                                                             \
            }                                                                                                         \
            const float base = s.k + s.alpha / static_cast<float>(s.size) * squares;                                  \
            output[i] = narrow<Stored>(widen(input[i]) * powf(base, -s.beta));                                        \
        });                                                                                                           \
    }

FOR_EACH_TYPE(LRN)

struct SoftmaxShape {
    int batch, channels, area, channelsLast;
};

/** Combines a value of each thread of the block; every thread gets the result. */
template <class Join>
__device__ inline float joinBlock(float value, SHARED(float) * scratch, Join join) {
    for (int mask = 16; mask > 0; mask /= 2) {
        value = join(value, shuffleXor(value, mask));
    }
    if (threadId() % 32 == 0) {
        scratch[threadId() / 32] = value;
    }
    __syncthreads();
    value = scratch[0];
    for (int warp = 1; warp < static_cast<int>(blockDim.x) / 32; warp++) {
        value = join(value, scratch[warp]);
    }
    __syncthreads();
    return value;
}

/** Over the channels of one pixel a block. Each thread reads again what it alone wrote, so this works in place. */
template <class Stored>
__device__ inline void normaliseExponentials(const Stored* input, Stored* output, const SoftmaxShape& s) {
    __shared__ SHARED(float) scratch[32];
    const Layout maps = {s.channels, s.area, 1, s.channelsLast};
    for (int i = blockRow(); i < s.batch * s.area; i += static_cast<int>(gridDim.x)) {
        const int image = i / s.area;
        const int pixel = i % s.area;
        const int step = static_cast<int>(blockDim.x);
        float largest = LOWEST;
        for (int c = threadId(); c < s.channels; c += step) {
            largest = fmaxf(largest, widen(input[maps.at(image, c, pixel, 0)]));
        }
        largest = joinBlock(largest, scratch, [](float a, float b) { return fmaxf(a, b); });
        float sum = 0;
        for (int c = threadId(); c < s.channels; c += step) {
            sum += expf(widen(input[maps.at(image, c, pixel, 0)]) - largest);
        }
        sum = joinBlock(sum, scratch, [](float a, float b) { return a + b; });
        for (int c = threadId(); c < s.channels; c += step) {
            const long long place = maps.at(image, c, pixel, 0);
            output[place] = narrow<Stored>(expf(widen(input[place]) - largest) / sum);
        }
    }
}

#define SOFTMAX(suffix, Stored)                                                                             \
    extern "C" __global__ void softmax_##suffix(const Stored* input, Stored* output, SoftmaxShape s) {      \
        normaliseExponentials(input, output, s);                                                            \
    }

FOR_EACH_TYPE(SOFTMAX)

struct ConvertShape {
    int batch, channels, area, fromChannelsLast, toChannelsLast, toChannels;
};

/** Changes layout and type; channels behind the last become zeros. */
#define CONVERT(name, From, To)                                                                                       \
    extern "C" __global__ void name(const From* __restrict__ input, To* __restrict__ output, ConvertShape s) {        \
        const Layout in = {s.channels, s.area, 1, s.fromChannelsLast};                                                \
        const Layout out = {s.toChannels, s.area, 1, s.toChannelsLast};                                               \
        forEach(s.batch * s.toChannels * s.area, [&](int i) {                                                         \
            int image, channel, pixel, nothing;                                                                       \
            out.locate(i, image, channel, pixel, nothing);                                                            \
            output[i] = narrow<To>(channel < s.channels ? widen(input[in.at(image, channel, pixel, 0)]) : 0.0f);      \
        });                                                                                                           \
    }

CONVERT(convert_f32_f32, float, float)
CONVERT(convert_f32_f16, float, Half)
CONVERT(convert_f32_bf16, float, BrainFloat)
CONVERT(convert_f16_f32, Half, float)
CONVERT(convert_bf16_f32, BrainFloat, float)

// ---------------------------------------------------------------------------------------------------------------------
// Kernels to measure with
// ---------------------------------------------------------------------------------------------------------------------

struct FillShape {
    int count;
    float value;
};

extern "C" __global__ void fill_f32(float* output, FillShape s) {
    forEach(s.count, [&](int i) { output[i] = s.value; });
}

struct CopyShape {
    int count;
};

extern "C" __global__ void copy_f32(const float* __restrict__ input, float* __restrict__ output, CopyShape s) {
    moveEach(
        s.count / 4, [&](int i) { return loadFour(input + 4LL * i); },
        [&](int i, float4 four) { storeFour(output + 4LL * i, four); });
}

struct PeakShape {
    int iterations;
    float factor, summand;
};

/** Nothing but multiply-adds: 64 each iteration, in 16 chains that do not wait for one another. */
extern "C" __global__ void __launch_bounds__(256) peak_fma_f32(float* output, PeakShape s) {
    constexpr int CHAINS = 16;
    float chain[CHAINS];
#pragma unroll
    for (int c = 0; c < CHAINS; c++) {
        chain[c] = static_cast<float>(threadId() + c);
    }
    for (int i = 0; i < s.iterations; i++) {
#pragma unroll
        for (int repeat = 0; repeat < 64 / CHAINS; repeat++) {
#pragma unroll
            for (int c = 0; c < CHAINS; c++) {
                chain[c] = chain[c] * s.factor + s.summand;
            }
        }
    }
    float sum = 0;
#pragma unroll
    for (int c = 0; c < CHAINS; c++) {
        sum += chain[c];
    }
    output[static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x] = sum;
}
