// Kernels that are wrong on purpose, one for each thing that the emulation claims to notice.
#pragma once

#include "fixture.h"

// The threads of the one block run from the last to the first.

namespace faulty {

inline constexpr dim3 ONE_BLOCK = {1, 1, 1};
inline constexpr dim3 TWO_WARPS = {64, 1, 1};

template <class Kernel>
void run(const char* name, Kernel kernel) {
    emulation::launch(name, ONE_BLOCK, TWO_WARPS, 4096, kernel);
}

inline void readsBehindTheEnd(const float* input, float* output) { output[threadId()] = input[threadId() + 1]; }

inline void writesBeforeTheStart(float* output) { output[threadId() - 1] = 1; }

inline void readsANeighbourTooEarly(float* output) {
    __shared__ SHARED(float) words[64];
    words[threadId()] = 1;
    output[threadId()] = words[min(threadId() + 1, 63)];
}

inline void overwritesWhatOthersRead(float* output) {
    __shared__ SHARED(float) words[64];
    words[threadId()] = 1;
    __syncthreads();
    output[threadId()] = words[max(threadId() - 1, 0)];
    words[threadId()] = 2;
}

inline void writesTheSameWord() {
    __shared__ SHARED(float) words[64];
    words[threadId() / 2] = 1;
}

inline void readsWhatNobodyWrote(float* output) {
    __shared__ SHARED(float) words[64];
    output[threadId()] = words[threadId()];
}

inline void leavesBeforeTheBarrier() {
    if (threadId() < 40) {
        __syncthreads();
    }
}

inline void waitsAtTwoBarriers() {
    if (threadId() < 32) {
        __syncthreads();
    } else {
        __syncthreads();
    }
}

inline void shufflesWithHalfAWarp(float* output) {
    if (threadId() % 2 == 0) {
        output[threadId()] = shuffleXor(1.0f, 2);
    }
}

inline void loadsAVectorAskew(const float* input, float* output) { output[threadId()] = loadFour(input + 1).x; }

inline void readsBeforeTheCopyLands(const float* input, float* output) {
    DYNAMIC_SHARED(words);
    copyAsync(words + threadId() * 4, input, true);
    commitCopies();
    awaitCopies<1>();
    __syncthreads();
    output[threadId()] = static_cast<float>(words[threadId() * 4]);
}

inline void readsAnothersCopyWithoutABarrier(const float* input, float* output) {
    DYNAMIC_SHARED(words);
    copyAsync(words + threadId() * 4, input, true);
    commitCopies();
    awaitCopies<0>();
    output[threadId()] = static_cast<float>(words[min(threadId() + 1, 63) * 4]);
}

inline void reachesBehindItsSharedMemory() {
    DYNAMIC_SHARED(words);
    words[threadId() * 17] = 1;
}

/** What may be left out of what products need. */
struct Care {
    bool shows = true, opens = true, commits = true, waits = true;
};

inline void multiplies(Care care) {
    DYNAMIC_SHARED(words);
    // Both matrices are the same 64 rows of 128 bytes.
    float sum[8][4] = {};
    for (int i = threadId(); i < 64 * 32; i += 128) {
        words[i] = 0;
    }
    if (care.shows) {
        showToProducts();
    }
    __syncthreads();
    const unsigned long long matrix = matrixAt(addressOf(words));
    if (care.opens) {
        openProducts();
    }
    multiplyGroupHalf(sum, matrix, matrix);
    if (care.commits) {
        commitProducts();
    }
    if (care.waits) {
        awaitProducts<0>(sum);
    }
}

inline void overwritesWhatProductsRead() {
    DYNAMIC_SHARED(words);
    multiplies({true, true, true, false});
    __syncthreads();
    words[0] = 1;
}

inline void multipliesWithAWarpTooFew() {
    DYNAMIC_SHARED(words);
    if (threadId() >= 32) {
        openProducts();
    }
    words[threadId()] = 1;
}

inline void multipliesALayoutUnknown() {
    DYNAMIC_SHARED(words);
    float sum[8][4] = {};
    openProducts();
    multiplyGroupHalf(sum, addressOf(words) / 16, addressOf(words) / 16);
}

inline void runGroup(const char* name, const std::function<void()>& kernel) {
    emulation::launch(name, ONE_BLOCK, {128, 1, 1}, 8192, kernel);
}

/** Runs the fault with the number given; comes back only if nobody noticed it. */
inline void runFault(size_t number) {
    const check::Buffer<float> input(std::vector<double>(64, 1.0)), output(64);
    const std::vector<std::function<void()>> faults = {
        [&] { run("reads behind the end", [&] { readsBehindTheEnd(input, output); }); },
        [&] { run("writes before the start", [&] { writesBeforeTheStart(output); }); },
        [&] { run("reads a neighbour too early", [&] { readsANeighbourTooEarly(output); }); },
        [&] { run("overwrites what others read", [&] { overwritesWhatOthersRead(output); }); },
        [&] { run("writes the same word", [&] { writesTheSameWord(); }); },
        [&] { run("reads what nobody wrote", [&] { readsWhatNobodyWrote(output); }); },
        [&] { run("leaves before the barrier", [&] { leavesBeforeTheBarrier(); }); },
        [&] { run("waits at two barriers", [&] { waitsAtTwoBarriers(); }); },
        [&] { run("shuffles with half a warp", [&] { shufflesWithHalfAWarp(output); }); },
        [&] { run("loads a vector askew", [&] { loadsAVectorAskew(input, output); }); },
        [&] { run("reads before the copy lands", [&] { readsBeforeTheCopyLands(input, output); }); },
        [&] { run("reads another's copy without a barrier", [&] { readsAnothersCopyWithoutABarrier(input, output); }); },
        [&] { run("reaches behind its shared memory", [&] { reachesBehindItsSharedMemory(); }); },
        [&] { runGroup("shows nothing", [&] { multiplies({false, true, true, true}); }); },
        [&] { runGroup("opens no products", [&] { multiplies({true, false, true, true}); }); },
        [&] { runGroup("never commits", [&] { multiplies({true, true, false, true}); }); },
        [&] { runGroup("never waits", [&] { multiplies({true, true, true, false}); }); },
        [&] { runGroup("overwrites what products read", [&] { overwritesWhatProductsRead(); }); },
        [&] { runGroup("multiplies with a warp too few", [&] { multipliesWithAWarpTooFew(); }); },
        [&] { runGroup("multiplies a layout unknown", [&] { multipliesALayoutUnknown(); }); },
    };
    faults.at(number)();
}

}  // namespace faulty
