// What the checks share: buffers of exact size, random numbers, comparison with a reference in double precision.
#pragma once

#include "emulation.h"

#include KERNELS

inline float widen(Half value) { return halfToFloat(value.bits); }
inline Half narrowToHalf(float value) { return Half{floatToHalf(value)}; }

/** The stacks of the fibres live as long as the program. */
extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }

namespace check {

/** Device memory: as long as asked for and not a byte longer, so that the address sanitizer sees what reaches beyond. */
template <class T>
class Buffer {
public:
    explicit Buffer(size_t count) : count(count), elements(static_cast<T*>(std::malloc(count * sizeof(T)))) {
        std::memset(static_cast<void*>(elements), 0xff, count * sizeof(T));  // NaNs, so that what stays unwritten shows
    }
    explicit Buffer(const std::vector<double>& values) : Buffer(values.size()) {
        for (size_t i = 0; i < count; i++) {
            elements[i] = narrow<T>(static_cast<float>(values[i]));
        }
    }
    Buffer(const Buffer&) = delete;
    ~Buffer() { std::free(elements); }

    operator T*() const { return elements; }
    size_t size() const { return count; }

    std::vector<double> values() const {
        std::vector<double> result(count);
        for (size_t i = 0; i < count; i++) {
            result[i] = widen(elements[i]);
        }
        return result;
    }

private:
    size_t count;
    T* elements;
};

inline double uniform() {
    static uint64_t state = 20;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state >> 11) / static_cast<double>(1ull << 53);
}

inline std::vector<double> random(size_t count) {
    std::vector<double> values(count);
    for (double& value : values) {
        value = static_cast<float>(2 * uniform() - 1);
    }
    return values;
}

/** What is left of numbers when they are stored. */
template <class T>
std::vector<double> stored(std::vector<double> values) {
    for (double& value : values) {
        value = widen(narrow<T>(static_cast<float>(value)));
    }
    return values;
}

/** What a result may differ by: FP32 sums differ in order only; a bfloat16 keeps eight bits, which alone leaves 2^-8. */
template <class T>
constexpr double LIMIT = 3e-3;
template <>
inline constexpr double LIMIT<float> = 1e-5;
template <>
inline constexpr double LIMIT<BrainFloat> = 5e-3;

/** The largest difference, relative to the largest number expected. */
inline double relativeError(const std::vector<double>& expected, const std::vector<double>& actual) {
    double largest = 0;
    double difference = 0;
    for (size_t i = 0; i < expected.size(); i++) {
        largest = std::max(largest, std::abs(expected[i]));
        const double here = std::abs(expected[i] - actual[i]);
        difference = here <= difference ? difference : here;  // takes a NaN over
        if (std::isnan(here)) {
            return here;
        }
    }
    return expected.size() == actual.size() ? difference / largest : NAN;
}

/** One line for whoever reads what this program prints. */
inline void report(
    const std::string& kernel, const std::string& what, const std::vector<double>& expected,
    const std::vector<double>& actual, double limit) {
    std::printf("check|%s|%s|%.3g|%.3g\n", kernel.c_str(), what.c_str(), relativeError(expected, actual), limit);
}

inline std::string with(const char* name, const char* suffix) { return std::string(name) + "_" + suffix; }

/** Few enough blocks that grid-stride loops go round more than once. */
constexpr dim3 FEW_BLOCKS = {3, 1, 1};
constexpr dim3 THREADS = {256, 1, 1};

#define RUN(kernel, ...) \
    emulation::launch(#kernel, check::FEW_BLOCKS, check::THREADS, 0, [&] { kernel(__VA_ARGS__); })

/** The place of an element in maps of either layout; area = height * width. */
inline size_t place(bool channelsLast, int channels, int area, int image, int channel, int pixel) {
    return channelsLast ? (static_cast<size_t>(image) * area + pixel) * channels + channel
                        : (static_cast<size_t>(image) * channels + channel) * area + pixel;
}

/** The same maps in the other order of storage. */
inline std::vector<double> toChannelsLast(const std::vector<double>& maps, int batch, int channels, int area) {
    std::vector<double> result(maps.size());
    for (int image = 0; image < batch; image++) {
        for (int channel = 0; channel < channels; channel++) {
            for (int pixel = 0; pixel < area; pixel++) {
                result[place(true, channels, area, image, channel, pixel)] =
                    maps[place(false, channels, area, image, channel, pixel)];
            }
        }
    }
    return result;
}

}  // namespace check
