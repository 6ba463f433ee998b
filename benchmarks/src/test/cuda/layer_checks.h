// Every kernel of the other layers against loops in double precision, for each stored type and layout.
#pragma once

#include "fixture.h"

namespace check {

/** Calls {@code body} with the maps in either order of storage. */
template <class Body>
void inBothLayouts(Body body) {
    body(0);
    body(1);
}

inline std::string layoutName(const char* what, int channelsLast) {
    return std::string(what) + (channelsLast ? ", channels last" : "");
}

inline std::vector<double> arranged(const std::vector<double>& maps, int channelsLast, int batch, int channels, int area) {
    return channelsLast ? toChannelsLast(maps, batch, channels, area) : maps;
}

inline int before(int end, int first, int kernel, int dilation) { return std::min(kernel, (end - 1 - first) / dilation + 1); }

/** One output of a pooling layer, from maps in NCHW. */
inline double pooled(const PoolShape& s, const double* map, int row, int column) {
    const int top = row * s.strideHeight - s.padTop;
    const int left = column * s.strideWidth - s.padLeft;
    double sum = 0;
    double largest = -INFINITY;
    for (int r = 0; r < s.kernelHeight; r++) {
        for (int c = 0; c < s.kernelWidth; c++) {
            const int y = top + r * s.dilationHeight;
            const int x = left + c * s.dilationWidth;
            if (y >= 0 && y < s.height && x >= 0 && x < s.width) {
                sum += map[y * s.width + x];
                largest = std::max(largest, map[y * s.width + x]);
            }
        }
    }
    const int counted = before(s.height + s.padBottom, top, s.kernelHeight, s.dilationHeight)
        * before(s.width + s.padRight, left, s.kernelWidth, s.dilationWidth);
    return s.mode == MAXIMUM ? largest : sum / counted;
}

template <class T>
void checkPool(const std::string& kernel, void (*pool)(const T*, T*, PoolShape)) {
    // The last two keep a window that only partly fits.
    const PoolShape shapes[] = {
        {2, 5, 9, 8, 5, 4, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, MAXIMUM, 0},
        {2, 5, 9, 8, 4, 7, 2, 3, 2, 1, 0, 1, 0, 0, 1, 1, AVERAGE, 0},
        {1, 3, 8, 8, 4, 4, 3, 3, 2, 2, 0, 0, 0, 0, 1, 1, AVERAGE, 0},
        {1, 3, 10, 11, 5, 5, 3, 2, 2, 2, 1, 0, 1, 1, 2, 3, AVERAGE, 0},
    };
    for (PoolShape s : shapes) {
        const int area = s.height * s.width;
        const std::vector<double> maps = stored<T>(random(static_cast<size_t>(s.batch) * s.channels * area));
        std::vector<double> expected;
        for (int map = 0; map < s.batch * s.channels; map++) {
            for (int pixel = 0; pixel < s.outHeight * s.outWidth; pixel++) {
                expected.push_back(pooled(s, &maps[map * area], pixel / s.outWidth, pixel % s.outWidth));
            }
        }
        inBothLayouts([&](int channelsLast) {
            s.channelsLast = channelsLast;
            const Buffer<T> input(arranged(maps, channelsLast, s.batch, s.channels, area)), output(expected.size());
            emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { pool(input, output, s); });
            report(kernel, layoutName(s.mode == MAXIMUM ? "largest" : "average", channelsLast),
                arranged(expected, channelsLast, s.batch, s.channels, s.outHeight * s.outWidth), output.values(), LIMIT<T>);
        });
    }
}

template <class T>
void checkGlobalPool(const std::string& kernel, void (*pool)(const T*, T*, GlobalPoolShape)) {
    for (const int mode : {MAXIMUM, AVERAGE}) {
        const int batch = 3, channels = 13, area = 49;
        const std::vector<double> maps = stored<T>(random(batch * channels * area));
        std::vector<double> expected;
        for (int map = 0; map < batch * channels; map++) {
            double sum = 0;
            double largest = -INFINITY;
            for (int i = 0; i < area; i++) {
                sum += maps[map * area + i];
                largest = std::max(largest, maps[map * area + i]);
            }
            expected.push_back(mode == MAXIMUM ? largest : sum / area);
        }
        inBothLayouts([&](int channelsLast) {
            const GlobalPoolShape shape = {batch, channels, area, mode, channelsLast};
            const Buffer<T> input(arranged(maps, channelsLast, batch, channels, area)), output(expected.size());
            emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { pool(input, output, shape); });
            report(kernel, layoutName(mode == MAXIMUM ? "largest" : "average", channelsLast), expected, output.values(), LIMIT<T>);
        });
    }
}

inline double activated(int function, double x, double slope) {
    const auto sigmoidOf = [](double v) { return 1 / (1 + std::exp(-v)); };
    const auto clipped = [](double v) { return std::min(1.0, std::max(0.0, v)); };
    switch (function) {
        case RELU: return std::max(0.0, x);
        case RELU6: return std::min(6.0, std::max(0.0, x));
        case LEAKY_RELU: return x < 0 ? 0.01 * x : x;
        case PRELU: return x < 0 ? slope * x : x;
        case ELU: return x < 0 ? std::expm1(x) : x;
        case SIGMOID: return sigmoidOf(x);
        case TANH: return std::tanh(x);
        case HARD_SIGMOID: return clipped(0.2 * x + 0.5);
        case HARD_SWISH: return x * clipped(x / 6 + 0.5);
        case SWISH: return x * sigmoidOf(x);
        case GELU: return x * (1 + std::erf(x / std::sqrt(2))) / 2;
        case MISH: return x * std::tanh(std::log1p(std::exp(x)));
        default: return x;
    }
}

// Enough that a thread goes round more than once with its batches of four.
constexpr int BATCH = 2, CHANNELS = 7, AREA = 330, COUNT = BATCH * CHANNELS * AREA;

template <class T>
void checkActivate(const std::string& kernel, void (*kernelOf)(const T*, const float*, T*, ScaleShape)) {
    const std::vector<double> slopes = random(CHANNELS);
    const Buffer<float> slopeBuffer(slopes);
    for (int function = IDENTITY; function <= MISH; function++) {
        std::vector<double> maps = random(COUNT);
        for (double& value : maps) {
            value *= 8;
        }
        maps = stored<T>(maps);
        std::vector<double> expected;
        for (int i = 0; i < COUNT; i++) {
            expected.push_back(activated(function, maps[i], slopes[i / AREA % CHANNELS]));
        }
        inBothLayouts([&](int channelsLast) {
            const ScaleShape shape = {COUNT, CHANNELS, channelsLast ? 1 : AREA, function};
            const Buffer<T> inPlace(arranged(maps, channelsLast, BATCH, CHANNELS, AREA));
            const float* const given = function == PRELU ? static_cast<float*>(slopeBuffer) : nullptr;
            emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { kernelOf(inPlace, given, inPlace, shape); });
            report(kernel, layoutName(("function " + std::to_string(function)).c_str(), channelsLast),
                arranged(expected, channelsLast, BATCH, CHANNELS, AREA), inPlace.values(), LIMIT<T>);
        });
    }
}

template <class T>
void checkScale(const std::string& kernel, void (*scale)(const T*, const float*, const float*, T*, ScaleShape)) {
    const std::vector<double> maps = stored<T>(random(COUNT)), factors = random(CHANNELS), summands = random(CHANNELS);
    const Buffer<float> factor(factors), summand(summands);
    std::vector<double> expected;
    for (int i = 0; i < COUNT; i++) {
        const int channel = i / AREA % CHANNELS;
        expected.push_back(std::max(0.0, maps[i] * factors[channel] + summands[channel]));
    }
    inBothLayouts([&](int channelsLast) {
        const ScaleShape shape = {COUNT, CHANNELS, channelsLast ? 1 : AREA, RELU};
        const Buffer<T> input(arranged(maps, channelsLast, BATCH, CHANNELS, AREA)), output(COUNT);
        emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { scale(input, factor, summand, output, shape); });
        report(kernel, layoutName("with ReLU", channelsLast), arranged(expected, channelsLast, BATCH, CHANNELS, AREA),
            output.values(), LIMIT<T>);
    });
}

template <class T>
void checkCombine(const std::string& kernel, void (*combineOf)(const T*, const T*, T*, CombineShape)) {
    for (int operation = SUM; operation <= LARGER; operation++) {
        for (int spread = 0; spread < 3; spread++) {
            const int firstArea = spread == 1 ? 1 : AREA;
            const int secondArea = spread == 2 ? 1 : AREA;
            const std::vector<double> first = stored<T>(random(BATCH * CHANNELS * firstArea));
            const std::vector<double> second = stored<T>(random(BATCH * CHANNELS * secondArea));
            std::vector<double> expected;
            for (int i = 0; i < COUNT; i++) {
                const double a = first[spread == 1 ? i / AREA : i];
                const double b = second[spread == 2 ? i / AREA : i];
                expected.push_back(operation == SUM ? a + b : operation == PRODUCT ? a * b : std::max(a, b));
            }
            inBothLayouts([&](int channelsLast) {
                const CombineShape shape = {COUNT, CHANNELS, AREA, channelsLast, operation, spread == 1, spread == 2, IDENTITY};
                const Buffer<T> left(arranged(first, channelsLast, BATCH, CHANNELS, firstArea)),
                    right(arranged(second, channelsLast, BATCH, CHANNELS, secondArea)), output(COUNT);
                emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { combineOf(left, right, output, shape); });
                report(kernel,
                    layoutName(("operation " + std::to_string(operation) + " spread " + std::to_string(spread)).c_str(), channelsLast),
                    arranged(expected, channelsLast, BATCH, CHANNELS, AREA), output.values(), LIMIT<T>);
            });
        }
    }
}

template <class T>
void checkConcat(const std::string& kernel, void (*concat)(const T*, T*, ConcatShape)) {
    const int others = 4;
    const std::vector<double> first = stored<T>(random(BATCH * others * AREA)), second = stored<T>(random(COUNT));
    std::vector<double> expected;
    for (int image = 0; image < BATCH; image++) {
        const auto part = [&](const std::vector<double>& maps, int channels) {
            expected.insert(
                expected.end(), maps.begin() + image * channels * AREA, maps.begin() + (image + 1) * channels * AREA);
        };
        part(first, others);
        part(second, CHANNELS);
    }
    inBothLayouts([&](int channelsLast) {
        const Buffer<T> left(arranged(first, channelsLast, BATCH, others, AREA)),
            right(arranged(second, channelsLast, BATCH, CHANNELS, AREA)), output(expected.size());
        const ConcatShape a = {BATCH, others, AREA, others + CHANNELS, 0, channelsLast};
        const ConcatShape b = {BATCH, CHANNELS, AREA, others + CHANNELS, others, channelsLast};
        emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { concat(left, output, a); });
        emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { concat(right, output, b); });
        report(kernel, layoutName("two maps", channelsLast),
            arranged(expected, channelsLast, BATCH, others + CHANNELS, AREA), output.values(), 1e-12);
    });
}

template <class T>
void checkReshape(const std::string& kernel, void (*reshape)(const T*, T*, ReshapeShape)) {
    const std::vector<double> maps = stored<T>(random(COUNT));
    // To a vector, to other maps, from a vector.
    for (const auto& [channels, outChannels] : {std::pair{CHANNELS, CHANNELS * AREA}, {CHANNELS, 22}, {CHANNELS * AREA, CHANNELS}}) {
        const int area = COUNT / BATCH / channels;
        const int outArea = COUNT / BATCH / outChannels;
        const Buffer<T> input(toChannelsLast(maps, BATCH, channels, area)), output(COUNT);
        const ReshapeShape shape = {BATCH, channels, area, outChannels, outArea};
        emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { reshape(input, output, shape); });
        report(kernel, "to " + std::to_string(outChannels) + " channels", toChannelsLast(maps, BATCH, outChannels, outArea),
            output.values(), 1e-12);
    }
}

/** Maps whose elements come from {@code elementOf(map, row, column)} of maps in NCHW. */
template <class Element>
std::vector<double> mapsOf(int count, int height, int width, Element elementOf) {
    std::vector<double> maps;
    for (int map = 0; map < count; map++) {
        for (int pixel = 0; pixel < height * width; pixel++) {
            maps.push_back(elementOf(map, pixel / width, pixel % width));
        }
    }
    return maps;
}

template <class T>
void checkPad(const std::string& kernel, void (*pad)(const T*, T*, PadShape)) {
    PadShape s = {2, 5, 7, 9, 10, 15, 1, 4, 0};
    const int maps = s.batch * s.channels;
    const std::vector<double> given = stored<T>(random(maps * s.height * s.width));
    const std::vector<double> expected = mapsOf(maps, s.outHeight, s.outWidth, [&](int map, int row, int column) {
        const int y = row - s.top, x = column - s.left;
        const bool inside = y >= 0 && y < s.height && x >= 0 && x < s.width;
        return inside ? given[(map * s.height + y) * s.width + x] : 0.0;
    });
    inBothLayouts([&](int channelsLast) {
        s.channelsLast = channelsLast;
        const Buffer<T> input(arranged(given, channelsLast, s.batch, s.channels, s.height * s.width)), output(expected.size());
        emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { pad(input, output, s); });
        report(kernel, layoutName("lopsided", channelsLast),
            arranged(expected, channelsLast, s.batch, s.channels, s.outHeight * s.outWidth), output.values(), 1e-12);
    });
}

template <class T>
void checkUpsample(const std::string& kernel, void (*upsample)(const T*, T*, UpsampleShape)) {
    UpsampleShape s = {2, 5, 4, 7, 3, 2, 0};
    const int maps = s.batch * s.channels;
    const int outHeight = s.height * s.vertical;
    const int outWidth = s.width * s.horizontal;
    const std::vector<double> given = stored<T>(random(maps * s.height * s.width));
    const std::vector<double> expected = mapsOf(maps, outHeight, outWidth, [&](int map, int row, int column) {
        return given[(map * s.height + row / s.vertical) * s.width + column / s.horizontal];
    });
    inBothLayouts([&](int channelsLast) {
        s.channelsLast = channelsLast;
        const Buffer<T> input(arranged(given, channelsLast, s.batch, s.channels, s.height * s.width)), output(expected.size());
        emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { upsample(input, output, s); });
        report(kernel, layoutName("by 3 and 2", channelsLast),
            arranged(expected, channelsLast, s.batch, s.channels, outHeight * outWidth), output.values(), 1e-12);
    });
}

template <class T>
void checkLrn(const std::string& kernel, void (*lrn)(const T*, T*, LrnShape)) {
    for (const int size : {5, 4}) {
        const std::vector<double> maps = stored<T>(random(COUNT));
        std::vector<double> expected;
        for (int i = 0; i < COUNT; i++) {
            const int channel = i / AREA % CHANNELS;
            double squares = 0;
            for (int c = std::max(0, channel - (size - 1) / 2); c <= std::min(CHANNELS - 1, channel + size / 2); c++) {
                squares += maps[i + (c - channel) * AREA] * maps[i + (c - channel) * AREA];
            }
            expected.push_back(maps[i] / std::pow(1 + 0.5 / size * squares, 0.75));
        }
        inBothLayouts([&](int channelsLast) {
            const LrnShape shape = {BATCH, CHANNELS, AREA, channelsLast, size, 1.0f, 0.5f, 0.75f};
            const Buffer<T> input(arranged(maps, channelsLast, BATCH, CHANNELS, AREA)), output(COUNT);
            emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { lrn(input, output, shape); });
            report(kernel, layoutName(("size " + std::to_string(size)).c_str(), channelsLast),
                arranged(expected, channelsLast, BATCH, CHANNELS, AREA), output.values(), LIMIT<T>);
        });
    }
}

template <class T>
void checkSoftmax(const std::string& kernel, void (*softmax)(const T*, T*, SoftmaxShape)) {
    const int batch = 2, channels = 301, area = 3;
    std::vector<double> maps = random(batch * channels * area);
    for (double& value : maps) {
        value *= 5;
    }
    maps = stored<T>(maps);
    std::vector<double> expected(maps.size());
    for (int pixel = 0; pixel < batch * area; pixel++) {
        const size_t first = static_cast<size_t>(pixel / area) * channels * area + pixel % area;
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += std::exp(maps[first + c * area]);
        }
        for (int c = 0; c < channels; c++) {
            expected[first + c * area] = std::exp(maps[first + c * area]) / sum;
        }
    }
    inBothLayouts([&](int channelsLast) {
        const SoftmaxShape shape = {batch, channels, area, channelsLast};
        const Buffer<T> inPlace(arranged(maps, channelsLast, batch, channels, area));
        emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { softmax(inPlace, inPlace, shape); });
        report(kernel, layoutName("in place", channelsLast), arranged(expected, channelsLast, batch, channels, area),
            inPlace.values(), LIMIT<T>);
    });
}

template <class From, class To>
void checkConvert(const std::string& kernel, void (*convert)(const From*, To*, ConvertShape)) {
    const int padded = 8;
    const std::vector<double> maps = stored<To>(stored<From>(random(COUNT)));
    std::vector<double> wide;
    for (int image = 0; image < BATCH; image++) {
        wide.insert(wide.end(), maps.begin() + image * CHANNELS * AREA, maps.begin() + (image + 1) * CHANNELS * AREA);
        wide.insert(wide.end(), (padded - CHANNELS) * AREA, 0.0);
    }
    inBothLayouts([&](int from) {
        inBothLayouts([&](int to) {
            const ConvertShape shape = {BATCH, CHANNELS, AREA, from, to, padded};
            const Buffer<From> input(arranged(maps, from, BATCH, CHANNELS, AREA));
            const Buffer<To> output(wide.size());
            emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { convert(input, output, shape); });
            report(kernel, layoutName(from ? "from channels last" : "from channels first", to),
                arranged(wide, to, BATCH, padded, AREA), output.values(), 1e-12);
        });
    });
}

inline void checkMeasuring() {
    const std::vector<double> numbers = random(13000);
    const Buffer<float> input(numbers), copied(13000), filled(1001), peak(512);
    RUN(copy_f32, input, copied, {13000});
    report("copy_f32", "13000 numbers", numbers, copied.values(), 1e-12);
    RUN(fill_f32, filled, {1001, 1.5f});
    report("fill_f32", "1001 numbers", std::vector<double>(1001, 1.5), filled.values(), 1e-12);
    emulation::launch("peak_fma_f32", {2, 1, 1}, THREADS, 0, [&] { peak_fma_f32(peak, {3, 0.5f, 1.0f}); });
    std::vector<double> expected;
    for (int thread = 0; thread < 512; thread++) {
        double sum = 0;
        for (int chain = 0; chain < 16; chain++) {
            sum += 2 + (thread % 256 + chain - 2) * std::pow(0.5, 12);  // x/2 + 1 moves half the way to 2
        }
        expected.push_back(sum);
    }
    report("peak_fma_f32", "12 steps a chain", expected, peak.values(), 1e-5);
}

#define CHECK_TYPE(T, suffix)                                               \
    checkPool<T>("pool_" #suffix, pool_##suffix);                           \
    checkGlobalPool<T>("global_pool_" #suffix, global_pool_##suffix);       \
    checkActivate<T>("activate_" #suffix, activate_##suffix);               \
    checkScale<T>("scale_" #suffix, scale_##suffix);                        \
    checkCombine<T>("combine_" #suffix, combine_##suffix);                  \
    checkConcat<T>("concat_" #suffix, concat_##suffix);                     \
    checkReshape<T>("reshape_" #suffix, reshape_##suffix);                  \
    checkPad<T>("pad_" #suffix, pad_##suffix);                              \
    checkUpsample<T>("upsample_" #suffix, upsample_##suffix);               \
    checkLrn<T>("lrn_" #suffix, lrn_##suffix);                              \
    checkSoftmax<T>("softmax_" #suffix, softmax_##suffix)

inline void checkLayers() {
    CHECK_TYPE(float, f32);
    CHECK_TYPE(Half, f16);
    CHECK_TYPE(BrainFloat, bf16);
    checkConvert<float, float>("convert_f32_f32", convert_f32_f32);
    checkConvert<float, Half>("convert_f32_f16", convert_f32_f16);
    checkConvert<float, BrainFloat>("convert_f32_bf16", convert_f32_bf16);
    checkConvert<Half, float>("convert_f16_f32", convert_f16_f32);
    checkConvert<BrainFloat, float>("convert_bf16_f32", convert_bf16_f32);
    checkMeasuring();
}

}  // namespace check
