// What the memory of a GPU gives: latency by following a chain of addresses, bandwidth by reading the same bytes again and again from
// the level that holds them. After Jia et al. 2018 (arXiv 1804.06826), who measured Volta this way.
//
// Every kernel takes its pointers first and then one structure by value. Cycles are those of the multiprocessor that a block runs on.
// Loads are written as instructions, so that no compiler keeps a value that was read before, and what is read is put together with
// exclusive or: one instruction for two words, which leaves the load units busy. Needs no header; a test compiles this same file as
// plain C++, where MACJOULE_EMULATION stands for the device.

typedef unsigned long long Address;

struct Words {
    unsigned x, y, z, w;
};

#ifndef MACJOULE_EMULATION

#define SHARED(type) type

/** Through L1 on every generation: Pascal keeps other loads out of it. What is read must not change while the kernel runs. */
__device__ inline Address loadCached(Address from) {
    Address value;
    asm volatile("ld.global.nc.u64 %0, [%1];" : "=l"(value) : "l"(from));
    return value;
}

/** From L2, past L1. */
__device__ inline Address loadPastL1(Address from) {
    Address value;
    asm volatile("ld.global.cg.u64 %0, [%1];" : "=l"(value) : "l"(from));
    return value;
}

__device__ inline Words loadWordsCached(const Words* from) {
    Words v;
    asm volatile("ld.global.nc.v4.u32 {%0, %1, %2, %3}, [%4];" : "=r"(v.x), "=r"(v.y), "=r"(v.z), "=r"(v.w) : "l"(from));
    return v;
}

__device__ inline Words loadWordsPastL1(const Words* from) {
    Words v;
    asm volatile("ld.global.cg.v4.u32 {%0, %1, %2, %3}, [%4];" : "=r"(v.x), "=r"(v.y), "=r"(v.z), "=r"(v.w) : "l"(from));
    return v;
}

__device__ inline unsigned sharedAddress(const unsigned* word) { return static_cast<unsigned>(__cvta_generic_to_shared(word)); }

__device__ inline unsigned loadShared(unsigned from) {
    unsigned value;
    asm volatile("ld.shared.u32 %0, [%1];" : "=r"(value) : "r"(from));
    return value;
}

/** Where the compiler may move nothing that touches memory across. */
__device__ inline long long cyclesNow() {
    long long now;
    asm volatile("mov.u64 %0, %%clock64;" : "=l"(now)::"memory");
    return now;
}

#endif

__device__ inline void mixIn(unsigned& mix, Words read) {
    mix ^= read.x ^ read.y;
    mix ^= read.z ^ read.w;
}

struct LinkShape {
    int count;        // places
    int strideBytes;  // from one to the next
};

/** Makes a chain in memory: place i holds the address of place next[i]. Grid-stride. */
extern "C" __global__ void probe_link(const unsigned* next, char* memory, LinkShape s) {
    const int step = static_cast<int>(gridDim.x * blockDim.x);
    for (int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); i < s.count; i += step) {
        Address* place = reinterpret_cast<Address*>(memory + static_cast<long long>(i) * s.strideBytes);
        *place = reinterpret_cast<Address>(memory + static_cast<long long>(next[i]) * s.strideBytes);
    }
}

struct ChaseShape {
    int warmup;  // loads before the clock is read, so that the chain lies where it is looked for
    int steps;   // loads that are timed
};

/** One thread follows the chain: what a load brings is the address of the next, so nothing but the load takes time. Block (1). */
template <Address (*LOAD)(Address)>
__device__ inline void chase(const char* chain, long long* cycles, Address* sink, ChaseShape s) {
    Address at = reinterpret_cast<Address>(chain);
    for (int i = 0; i < s.warmup; i++) {
        at = LOAD(at);
    }
    const long long begin = cyclesNow();
#pragma unroll 16
    for (int i = 0; i < s.steps; i++) {
        at = LOAD(at);
    }
    // Stored before the clock is read again, so that the clock waits for the last load.
    *sink = at;
    *cycles = cyclesNow() - begin;
}

extern "C" __global__ void probe_latency_cached(const char* chain, long long* cycles, Address* sink, ChaseShape s) {
    chase<loadCached>(chain, cycles, sink, s);
}

extern "C" __global__ void probe_latency_past_l1(const char* chain, long long* cycles, Address* sink, ChaseShape s) {
    chase<loadPastL1>(chain, cycles, sink, s);
}

/** The same in shared memory, where the one thread makes the chain itself. Block (1). */
extern "C" __global__ void probe_latency_shared(long long* cycles, unsigned* sink, ChaseShape s) {
    constexpr unsigned WORDS = 1024;
    __shared__ SHARED(unsigned) chain[WORDS];
    const unsigned first = sharedAddress(chain);
    for (unsigned i = 0; i < WORDS; i++) {
        chain[i] = first + 4 * ((i + 33) % WORDS);
    }
    __syncthreads();
    unsigned at = first;
    for (int i = 0; i < s.warmup; i++) {
        at = loadShared(at);
    }
    const long long begin = cyclesNow();
#pragma unroll 16
    for (int i = 0; i < s.steps; i++) {
        at = loadShared(at);
    }
    *sink = at - first;
    *cycles = cyclesNow() - begin;
}

struct StreamShape {
    int vectors;  // of 16 bytes that a block reads in one pass; a multiple of twice its threads
    int passes;
};

/**
 * All blocks together read grid x vectors in each pass, every block a piece of its own. The pieces move on by one block with each pass:
 * where L2 has parts that are near and parts that are far, all blocks come to read both.
 */
extern "C" __global__ void probe_read_past_l1(const Words* source, unsigned* sink, StreamShape s) {
    const int threads = static_cast<int>(blockDim.x);
    unsigned mix = 0;
    unsigned piece = blockIdx.x;
    for (int pass = 0; pass < s.passes; pass++) {
        const Words* own = source + static_cast<long long>(piece) * s.vectors + threadIdx.x;
#pragma unroll 4
        for (int i = 0; i < s.vectors; i += 2 * threads) {
            const Words first = loadWordsPastL1(own + i);
            const Words second = loadWordsPastL1(own + i + threads);
            mixIn(mix, first);
            mixIn(mix, second);
        }
        piece = piece + 1 == gridDim.x ? 0 : piece + 1;
    }
    sink[blockIdx.x * blockDim.x + threadIdx.x] = mix;
}

struct RepeatShape {
    int passes;
};

/** Each block reads 1024 vectors of its own, which stay in L1: every thread four of them in each pass. Block (1024). */
extern "C" __global__ void probe_read_cached(const Words* source, long long* cycles, unsigned* sink, RepeatShape s) {
    const Words* own = source + static_cast<long long>(blockIdx.x) * 1024;
    const Words* mine[4];
    unsigned mix = 0;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        mine[i] = own + (threadIdx.x + 256 * i) % 1024;
        mixIn(mix, loadWordsCached(mine[i]));
    }
    __syncthreads();
    const long long begin = cyclesNow();
#pragma unroll 2
    for (int pass = 0; pass < s.passes; pass++) {
        Words read[4];
#pragma unroll
        for (int i = 0; i < 4; i++) {
            read[i] = loadWordsCached(mine[i]);
        }
#pragma unroll
        for (int i = 0; i < 4; i++) {
            mixIn(mix, read[i]);
        }
    }
    sink[blockIdx.x * blockDim.x + threadIdx.x] = mix;
    __syncthreads();
    if (threadIdx.x == 0) {
        cycles[blockIdx.x] = cyclesNow() - begin;
    }
}

/** Each thread reads 16 words in each pass, side by side with its neighbours: every bank can give one word in each cycle. Block (1024). */
extern "C" __global__ void probe_read_shared(long long* cycles, unsigned* sink, RepeatShape s) {
    __shared__ SHARED(unsigned) tile[2048];
    tile[threadIdx.x] = threadIdx.x * 7;
    tile[threadIdx.x + 1024] = threadIdx.x * 13;
    __syncthreads();
    const unsigned mine = sharedAddress(tile) + 4 * threadIdx.x;
    unsigned mix = 0;
    const long long begin = cyclesNow();
    for (int pass = 0; pass < s.passes; pass++) {
        unsigned read[16];
#pragma unroll
        for (int i = 0; i < 16; i++) {
            read[i] = loadShared(mine + 128 * i);
        }
#pragma unroll
        for (int i = 0; i < 16; i++) {
            mix ^= read[i];
        }
    }
    sink[blockIdx.x * blockDim.x + threadIdx.x] = mix;
    __syncthreads();
    if (threadIdx.x == 0) {
        cycles[blockIdx.x] = cyclesNow() - begin;
    }
}

struct ArithmeticShape {
    int iterations;
    float factor;
    float summand;
};

/** 64 multiply-adds a thread in each iteration, in 16 chains that do not wait for each other, with the cycles that they took. */
extern "C" __global__ void __launch_bounds__(256) probe_multiply_add(long long* cycles, float* sink, ArithmeticShape s) {
    constexpr int CHAINS = 16;
    float chain[CHAINS];
#pragma unroll
    for (int c = 0; c < CHAINS; c++) {
        chain[c] = static_cast<float>(threadIdx.x + c);
    }
    const long long begin = cyclesNow();
    for (int i = 0; i < s.iterations; i++) {
#pragma unroll
        for (int repeat = 0; repeat < 64 / CHAINS; repeat++) {
#pragma unroll
            for (int c = 0; c < CHAINS; c++) {
                chain[c] = fmaf(chain[c], s.factor, s.summand);
            }
        }
    }
    float sum = 0;
#pragma unroll
    for (int c = 0; c < CHAINS; c++) {
        sum += chain[c];
    }
    sink[blockIdx.x * blockDim.x + threadIdx.x] = sum;
    __syncthreads();
    if (threadIdx.x == 0) {
        cycles[blockIdx.x] = cyclesNow() - begin;
    }
}
