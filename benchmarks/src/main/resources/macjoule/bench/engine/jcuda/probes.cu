/*
 * What a GPU's memory really gives: latency by chasing a chain of indices, bandwidth by reading the same bytes again and again from the
 * level that holds them. After Jia et al. 2018 (arXiv 1804.06826), who measured Volta this way.
 *
 * Each kernel takes device pointers, then one struct of 32-bit integers. Clocks are those of the SM the block runs on.
 * Loads are written out as instructions, so that no compiler keeps a value it has read before.
 */

struct ChaseShape {
    int start;  /* index to start from */
    int warmup; /* steps before the clock is read, so that the chain lies where it is looked for */
    int steps;
};

struct ReadShape {
    int vectors; /* 16-byte vectors, of one block or of all */
    int passes;
};

#define UNROLL 16

#if defined(__CUDACC__) || defined(__CUDACC_RTC__)
/* Cached in L1 and L2. */
__device__ __forceinline__ unsigned load_cached(const unsigned *p) {
    unsigned value;
    asm volatile("ld.global.ca.u32 %0, [%1];" : "=r"(value) : "l"(p) : "memory");
    return value;
}

/* Cached in L2 only. */
__device__ __forceinline__ unsigned load_past_l1(const unsigned *p) {
    unsigned value;
    asm volatile("ld.global.cg.u32 %0, [%1];" : "=r"(value) : "l"(p) : "memory");
    return value;
}

__device__ __forceinline__ float4 load_vector_cached(const float4 *p) {
    float4 v;
    asm volatile("ld.global.ca.v4.f32 {%0, %1, %2, %3}, [%4];" : "=f"(v.x), "=f"(v.y), "=f"(v.z), "=f"(v.w) : "l"(p) : "memory");
    return v;
}

__device__ __forceinline__ float4 load_vector_past_l1(const float4 *p) {
    float4 v;
    asm volatile("ld.global.cg.v4.f32 {%0, %1, %2, %3}, [%4];" : "=f"(v.x), "=f"(v.y), "=f"(v.z), "=f"(v.w) : "l"(p) : "memory");
    return v;
}
#endif

__device__ __forceinline__ float sum_of(float4 v) {
    return v.x + v.y + v.z + v.w;
}

/* One thread follows the chain: each index is the address of the next, so no two loads overlap. */
template <unsigned (*LOAD)(const unsigned *)>
__device__ void chase(const unsigned *chain, long long *cycles, unsigned *sink, ChaseShape shape) {
    unsigned at = shape.start;
    for (int i = 0; i < shape.warmup; i++) {
        at = LOAD(chain + at);
    }
    long long begin = clock64();
    for (int i = 0; i < shape.steps; i++) {
        at = LOAD(chain + at);
    }
    /* The last index is used before the clock is read again, so the clock waits for it. */
    *sink = at;
    __threadfence_block();
    *cycles = clock64() - begin;
}

extern "C" __global__ void probe_latency_cached(const unsigned *chain, long long *cycles, unsigned *sink, ChaseShape shape) {
    chase<load_cached>(chain, cycles, sink, shape);
}

extern "C" __global__ void probe_latency_past_l1(const unsigned *chain, long long *cycles, unsigned *sink, ChaseShape shape) {
    chase<load_past_l1>(chain, cycles, sink, shape);
}

/* The chain is made in shared memory by the one thread that follows it. Block (1). */
extern "C" __global__ void probe_latency_shared(long long *cycles, unsigned *sink, ChaseShape shape) {
    __shared__ unsigned chain[1024];
    for (unsigned i = 0; i < 1024; i++) {
        chain[i] = (i + 33) % 1024;
    }
    __syncthreads();
    volatile unsigned *links = chain;
    unsigned at = shape.start;
    for (int i = 0; i < shape.warmup; i++) {
        at = links[at];
    }
    long long begin = clock64();
    for (int i = 0; i < shape.steps; i++) {
        at = links[at];
    }
    *sink = at;
    __threadfence_block();
    *cycles = clock64() - begin;
}

/* All blocks read all vectors, each starting elsewhere, so that every SM asks all of the cache at once. vectors % (grid * block) == 0. */
extern "C" __global__ void probe_read_past_l1(const float4 *source, float *sink, ReadShape shape) {
    int stride = gridDim.x * blockDim.x;
    int first = blockIdx.x * blockDim.x + threadIdx.x;
    float sum = 0;
    for (int pass = 0; pass < shape.passes; pass++) {
#pragma unroll 4
        for (int i = first; i < shape.vectors; i += stride) {
            sum += sum_of(load_vector_past_l1(source + i));
        }
    }
    sink[first] = sum;
}

/* Each block reads vectors of its own, few enough to stay in L1. vectors % (block * 4) == 0. cycles: one for each block. */
extern "C" __global__ void probe_read_cached(const float4 *source, long long *cycles, float *sink, ReadShape shape) {
    const float4 *own = source + (size_t) blockIdx.x * shape.vectors;
    float sum = 0;
    for (int i = threadIdx.x; i < shape.vectors; i += blockDim.x) {
        sum += sum_of(load_vector_cached(own + i));
    }
    __syncthreads();
    long long begin = clock64();
    for (int pass = 0; pass < shape.passes; pass++) {
#pragma unroll 4
        for (int i = threadIdx.x; i < shape.vectors; i += blockDim.x) {
            sum += sum_of(load_vector_cached(own + i));
        }
    }
    sink[blockIdx.x * blockDim.x + threadIdx.x] = sum;
    __syncthreads();
    if (threadIdx.x == 0) {
        cycles[blockIdx.x] = clock64() - begin;
    }
}

/* Each thread reads vectors that lie side by side with its neighbours': every bank gives one word in each cycle. Block (1024). */
extern "C" __global__ void probe_read_shared(long long *cycles, float *sink, ReadShape shape) {
    __shared__ float4 tile[1024];
    tile[threadIdx.x] = make_float4(threadIdx.x, 1, 2, 3);
    __syncthreads();
    volatile float *words = (volatile float *) tile;
    float sum = 0;
    long long begin = clock64();
    for (int pass = 0; pass < shape.passes; pass++) {
#pragma unroll
        for (int i = 0; i < UNROLL; i++) {
            sum += words[(threadIdx.x + i * 32) & 4095];
        }
    }
    sink[blockIdx.x * blockDim.x + threadIdx.x] = sum;
    __syncthreads();
    if (threadIdx.x == 0) {
        cycles[blockIdx.x] = clock64() - begin;
    }
}
