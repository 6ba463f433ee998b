// CUDA's language and the primitives of kernels.cu as plain C++, to be included before kernels.cu.
#pragma once

#include "products.h"
#include "requests.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#define MACJOULE_EMULATION
#define __global__
#define __device__
#define __shared__ static
#define __align__(bytes) __attribute__((aligned(bytes / 4 * sizeof(emulation::Word<unsigned>))))
#define __launch_bounds__(...)
#define __syncthreads() emulation::awaitBlock(__LINE__)
#define SHARED(type) emulation::Word<type>
#define DYNAMIC_SHARED(name) emulation::Word<unsigned>* const name = emulation::dynamicShared()

struct int2 {
    int x, y;
};
struct int4 {
    int x, y, z, w;
};
struct float2 {
    float x, y;
};
struct float4 {
    float x, y, z, w;
};
inline float2 make_float2(float x, float y) { return {x, y}; }
inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }

using std::max;
using std::min;

#define threadIdx (dim3{static_cast<unsigned>(emulation::block().current), 0, 0})
#define blockIdx (emulation::block().index)
#define blockDim (emulation::block().size)
#define gridDim (emulation::block().grid)

template <class To, class From>
To sameBits(From from) {
    static_assert(sizeof(To) == sizeof(From));
    To to;
    std::memcpy(&to, &from, sizeof to);
    return to;
}

inline unsigned __float_as_uint(float value) { return sameBits<unsigned>(value); }
inline float __uint_as_float(unsigned bits) { return sameBits<float>(bits); }

struct Half;
struct BrainFloat;

namespace emulation {

template <class Vector, class Element>
Vector load(const Element* from) {
    requests.note(from, sizeof(Vector), true);
    if (reinterpret_cast<uintptr_t>(from) % sizeof(Vector) != 0) {
        fault("loads a vector from an address that is no multiple of its size");
    }
    Vector value;
    for (size_t i = 0; i < sizeof(Vector) / sizeof(Element); i++) {
        reinterpret_cast<Element*>(&value)[i] = from[i];
    }
    return value;
}

template <class Element>
void store(Element* to, std::initializer_list<Element> values) {
    if (reinterpret_cast<uintptr_t>(to) % (values.size() * sizeof(Element)) != 0) {
        fault("stores a vector to an address that is no multiple of its size");
    }
    std::copy(values.begin(), values.end(), to);
}

template <class T>
const Word<T>* vector(const Word<T>* words, int count) {
    if (!words->startsVector(count)) {
        fault("reaches for a vector in shared memory at a place that is no multiple of its size");
    }
    return words;
}

}  // namespace emulation

inline float4 loadFour(const float* from) { return emulation::load<float4>(from); }
inline int4 loadFour(const int* from) { return emulation::load<int4>(from); }
inline float2 loadTwo(const float* from) { return emulation::load<float2>(from); }
inline void storeFour(float* to, float4 value) { emulation::store(to, {value.x, value.y, value.z, value.w}); }
inline void storeWords(void* to, unsigned x, unsigned y) { emulation::store(static_cast<unsigned*>(to), {x, y}); }
inline float loadUnless(unsigned obstacles, const float* from) {
    emulation::requests.note(from, sizeof(float), obstacles == 0);
    return obstacles == 0 ? *from : 0.0f;
}
inline unsigned bitsUnless(unsigned obstacles, const float* from) { return __float_as_uint(loadUnless(obstacles, from)); }

template <class Short>
unsigned bitsUnless(unsigned obstacles, const Short* from) {
    return obstacles == 0 ? from->bits : 0;
}

inline float4 loadFourIf(int wanted, const float* from) {
    if (wanted > 0) {
        return loadFour(from);
    }
    emulation::requests.note(from, sizeof(float4), false);
    return {0, 0, 0, 0};
}

inline float4 sharedFour(const SHARED(float) * from) {
    emulation::vector(from, 4);
    return {from[0], from[1], from[2], from[3]};
}

inline float4 sharedFour(const SHARED(unsigned) * from) {
    emulation::vector(from, 4);
    return {__uint_as_float(from[0]), __uint_as_float(from[1]), __uint_as_float(from[2]), __uint_as_float(from[3])};
}

inline void setSharedTwo(SHARED(unsigned) * to, unsigned x, unsigned y) {
    emulation::vector(to, 2);
    to[0] = x, to[1] = y;
}

inline void setSharedFour(SHARED(float) * to, float4 value) {
    emulation::vector(to, 4);
    to[0] = value.x, to[1] = value.y, to[2] = value.z, to[3] = value.w;
}

template <class T>
T shuffleXor(T value, int mask) {
    struct Exchange {
        T given, taken;
        int mask;
    } mine = {value, value, mask};
    emulation::awaitWarp(1, &mine, [](Exchange** lanes) {
        for (int lane = 0; lane < 32; lane++) {
            lanes[lane]->taken = lanes[lane ^ lanes[lane]->mask]->given;
        }
    });
    return mine.taken;
}

/** Exact: the exponent is moved over, and a factor of 2^112 mends what that does to it, denormal or not. */
inline float halfToFloat(unsigned short bits) {
    const unsigned sign = (bits & 0x8000u) << 16;
    const unsigned rest = bits & 0x7fffu;
    const float value = rest >= 0x7c00u ? sameBits<float>(0x7f800000u | (rest & 0x3ffu) << 13)
                                        : sameBits<float>(rest << 13) * 0x1p112f;
    return sameBits<float>(sameBits<unsigned>(value) | sign);
}

inline unsigned short floatToHalf(float value) { return sameBits<unsigned short>(static_cast<_Float16>(value)); }

// Defined once the types are known.
inline float widen(Half value);
inline Half narrowToHalf(float value);

template <class Element>
void settle(const Element*&) {}

using SharedPlace = SHARED(unsigned) *;

inline SharedPlace placeOf(SHARED(unsigned) * shared) { return shared; }
inline SharedPlace ahead(SharedPlace place, int words) { return place + words; }

inline void setWords(SharedPlace to, const unsigned (&words)[4]) {
    emulation::vector(to, 4);
    std::copy(words, words + 4, to);
}

inline void copyAsync(SharedPlace to, const void* from, bool something) {
    emulation::vector(to, 4);
    emulation::Copies::Copy copy = {to, {}};
    if (something) {
        const float4 words = loadFour(static_cast<const float*>(from));
        std::memcpy(copy.words, &words, sizeof words);
    }
    for (int w = 0; w < 4; w++) {
        to[w].beginCopy();
    }
    emulation::copies()[threadIdx.x].open.push_back(copy);
}

inline void commitCopies() {
    emulation::Copies& mine = emulation::copies()[threadIdx.x];
    mine.groups.push_back(std::move(mine.open));
    mine.open.clear();
}

template <int PENDING>
void awaitCopies() {
    emulation::copies()[threadIdx.x].land(PENDING);
}

inline void loadMatrices(unsigned (&to)[4], SharedPlace from) {
    struct Load {
        unsigned* to;
        const SHARED(unsigned) * row;
    } mine = {to, emulation::vector(from, 4)};
    emulation::awaitWarp(2, &mine, [](Load** lanes) {
        for (int lane = 0; lane < 32; lane++) {
            for (int matrix = 0; matrix < 4; matrix++) {
                lanes[lane]->to[matrix] = lanes[matrix * 8 + lane / 4]->row[lane % 4];
            }
        }
    });
}

namespace emulation {

struct Product {
    float* sum;
    const unsigned* a;
    const unsigned* b;
};

/** C += A x B, where the checks of every access by the address sanitizer would take most of the time. */
template <int K>
__attribute__((no_sanitize("address"), noinline, optimize("O3"))) void addProduct(
    float (&c)[16][8], const float (&a)[16][K], const float (&b)[K][8]) {
    for (int m = 0; m < 16; m++) {
        for (int k = 0; k < K; k++) {
            for (int n = 0; n < 8; n++) {
                c[m][n] += a[m][k] * b[k][n];
            }
        }
    }
}

/** D += A x B for a 16-row A and an 8-column B, spread over the lanes as the PTX manual lays down for 32-bit registers. */
template <int PACKED, class Widen>
__attribute__((no_sanitize("address"))) void multiplyLanes(Product** lanes, Widen widenPart) {
    constexpr int K = 8 * PACKED;
    float a[16][K];
    float b[K][8];
    float c[16][8] = {};
    for (int lane = 0; lane < 32; lane++) {
        for (int part = 0; part < PACKED; part++) {
            const int k = lane % 4 * PACKED + part;
            for (int i = 0; i < 4; i++) {
                a[lane / 4 + i % 2 * 8][k + i / 2 * K / 2] = widenPart(lanes[lane]->a[i], part);
            }
            for (int i = 0; i < 2; i++) {
                b[k + i * K / 2][lane / 4] = widenPart(lanes[lane]->b[i], part);
            }
        }
    }
    addProduct(c, a, b);
    for (int lane = 0; lane < 32; lane++) {
        for (int i = 0; i < 4; i++) {
            lanes[lane]->sum[i] += c[lane / 4 + i / 2 * 8][lane % 4 * 2 + i % 2];
        }
    }
}

template <int PACKED, class Widen>
void multiply(int site, float* sum, const unsigned* a, const unsigned* b, Widen widenPart) {
    Product mine = {sum, a, b};
    awaitWarp(site, &mine, [&](Product** lanes) { multiplyLanes<PACKED>(lanes, widenPart); });
}

}  // namespace emulation

/** The parts of a word of shared memory or of a register as the matrix instructions take them. */
inline float partOfTf32(unsigned word, int) { return __uint_as_float(word & ~0x1fffu); }
inline float partOfHalf(unsigned word, int part) { return halfToFloat(static_cast<unsigned short>(word >> part * 16)); }
inline float partOfBrainFloat(unsigned word, int part) { return __uint_as_float(word >> part * 16 << 16); }

#define MULTIPLY(type, site, packed)                                                                        \
    inline void multiply##type(float (&sum)[4], const unsigned (&a)[4], const unsigned* b) {                \
        emulation::multiply<packed>(site, sum, a, b, partOf##type);                                         \
    }                                                                                                       \
    template <int WIDE>                                                                                     \
    void multiplyGroup##type(float (&sum)[WIDE][4], unsigned long long a, unsigned long long b) {           \
        emulation::startGroupProduct(site + 10, sum[0], WIDE * 8, a, b, [](emulation::GroupProduct& product) { \
            emulation::addGroupProduct<packed>(product, partOf##type);                                      \
        });                                                                                                 \
    }

MULTIPLY(Tf32, 3, 1)
MULTIPLY(Half, 4, 2)
MULTIPLY(BrainFloat, 5, 2)
