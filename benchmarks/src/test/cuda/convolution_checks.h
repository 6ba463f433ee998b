// Every convolution kernel against loops in double precision.
#pragma once

#include "fixture.h"

namespace check {

struct Case {
    const char* name;
    ConvShape shape;
};

/** Odd shapes: tails of the batch, of filters and of channels, paddings that differ by side, groups, strides and holes. */
inline std::vector<Case> convolutionCases() {
    // batch, channels, height, width, filters, outHeight, outWidth, kernel, stride, pad top and left, dilation, groups
    return {
        {"3x3 padded, tails everywhere", {3, 5, 9, 7, 19, 9, 7, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, RELU}},
        {"5x3 strided, lopsided, dilated, 2 groups", {2, 6, 17, 13, 70, 9, 11, 5, 3, 2, 1, 3, 0, 1, 1, 2, 1, 0}},
        {"3x3 dilated beyond its padding", {1, 4, 11, 12, 6, 9, 10, 3, 3, 1, 1, 1, 2, 2, 3, 1, 1, RELU}},
        {"1x1 on quads", {9, 37, 4, 5, 133, 4, 5, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, RELU}},
        {"1x1 on quads, 2 groups", {2, 22, 6, 6, 14, 6, 6, 1, 1, 1, 1, 0, 0, 1, 1, 2, 1, 0}},
        {"1x1 strided", {3, 16, 9, 9, 8, 5, 5, 1, 1, 2, 2, 0, 0, 1, 1, 1, 1, 0}},
        {"7x7 of three channels", {1, 3, 19, 21, 33, 10, 11, 7, 7, 2, 2, 3, 3, 1, 1, 1, 1, RELU}},
        {"15x16, the largest kernel", {1, 1, 16, 18, 4, 4, 6, 15, 16, 1, 1, 1, 2, 1, 1, 1, 1, 0}},
        {"fully connected", {131, 52, 1, 1, 36, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, RELU}},
        {"fully connected, odd outputs, 3 shares", {5, 100, 1, 1, 65, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 3, 0}},
        {"3x3 in 2 shares", {2, 8, 6, 6, 12, 6, 6, 3, 3, 1, 1, 1, 1, 1, 1, 2, 2, RELU}},
        {"3x3 in 4 shares, the last empty", {2, 4, 6, 6, 12, 6, 6, 3, 3, 1, 1, 1, 1, 1, 1, 1, 4, RELU}},
        {"1x1 on quads in 5 shares, most of them empty", {2, 13, 4, 4, 6, 4, 4, 1, 1, 1, 1, 0, 0, 1, 1, 1, 5, 0}},
        {"1x1 strided in 3 shares, one empty", {2, 9, 5, 5, 70, 3, 3, 1, 1, 2, 2, 0, 0, 1, 1, 1, 3, 0}},
    };
}

/** Maps, filters and result of a case in NCHW and KCRS. */
struct Problem {
    ConvShape s;
    std::vector<double> input, filter, bias;

    explicit Problem(const ConvShape& s)
        : s(s),
          input(random(static_cast<size_t>(s.batch) * s.channels * s.height * s.width)),
          filter(random(static_cast<size_t>(s.filters) * steps())),
          bias(random(s.filters)) {}

    int steps() const { return s.channels / s.groups * s.kernelHeight * s.kernelWidth; }
    int pixels() const { return s.outHeight * s.outWidth; }
    size_t outputs() const { return static_cast<size_t>(s.batch) * s.filters * pixels(); }

    std::vector<double> solve() const {
        std::vector<double> output;
        for (int image = 0; image < s.batch; image++) {
            for (int n = 0; n < s.filters; n++) {
                for (int pixel = 0; pixel < pixels(); pixel++) {
                    const double sum = bias[n] + window(image, n, pixel / s.outWidth, pixel % s.outWidth);
                    output.push_back(s.function == RELU ? std::max(0.0, sum) : sum);
                }
            }
        }
        return output;
    }

private:
    double window(int image, int n, int row, int column) const {
        const int channels = s.channels / s.groups;
        const int first = n / (s.filters / s.groups) * channels;
        double sum = 0;
        for (int k = 0; k < steps(); k++) {
            const int channel = first + k / (s.kernelHeight * s.kernelWidth);
            const int y = row * s.strideHeight - s.padTop + k / s.kernelWidth % s.kernelHeight * s.dilationHeight;
            const int x = column * s.strideWidth - s.padLeft + k % s.kernelWidth * s.dilationWidth;
            if (y >= 0 && y < s.height && x >= 0 && x < s.width) {
                sum += filter[static_cast<size_t>(n) * steps() + k]
                    * input[((static_cast<size_t>(image) * s.channels + channel) * s.height + y) * s.width + x];
            }
        }
        return sum;
    }
};

inline int up(int value, int multiple) { return (value + multiple - 1) / multiple * multiple; }

inline void makeOffsets(Buffer<float>& table, const ConvShape& s, int channelsLast, int vector) {
    const int channels = s.channels / s.groups;
    const int steps = channels * s.kernelHeight * s.kernelWidth;
    const OffsetShape shape = {channels, s.channels, s.height, s.width, s.kernelHeight, s.kernelWidth, s.dilationHeight,
        s.dilationWidth, channelsLast, vector, steps / vector, static_cast<int>(table.size()) / 2};
    float* words = table;
    RUN(conv_offsets, reinterpret_cast<Tap*>(words), shape);
}

inline size_t offsetWords(const Problem& p, int vector) { return (up(p.steps(), 64) + 64) / vector * 2; }

inline dim3 gridOf(const Problem& p, int tileM, int tileN) {
    return {static_cast<unsigned>(up(p.s.batch * p.pixels(), tileM) / tileM),
        static_cast<unsigned>(up(p.s.filters / p.s.groups, tileN) / tileN), static_cast<unsigned>(p.s.groups * p.s.splits)};
}

using FloatKernel = void (*)(const float*, const float*, const float*, float*, const Tap*, ConvShape);

struct FloatVariant {
    const char* name;
    FloatKernel kernel;
    int tileM, tileN;
    unsigned threads;
    enum Loader { WINDOW, PIXELS, MATRIX } loader;

    bool takes(const ConvShape& s) const {
        const bool pointwise = s.kernelHeight * s.kernelWidth * s.strideHeight * s.strideWidth == 1;
        return loader == WINDOW || (loader == PIXELS && pointwise && s.height * s.width % 4 == 0)
            || (loader == MATRIX && pointwise && s.height * s.width == 1 && s.channels / s.groups % 4 == 0);
    }
};

#define FLOAT_VARIANTS(name, tileM, tileN, threads)                              \
    {#name, name, tileM, tileN, threads, FloatVariant::WINDOW},                  \
    {#name "_pointwise", name##_pointwise, tileM, tileN, threads, FloatVariant::PIXELS}, \
    {#name "_matrix", name##_matrix, tileM, tileN, threads, FloatVariant::MATRIX}

inline std::vector<FloatVariant> floatVariants() {
    return {FLOAT_VARIANTS(conv_f32_128x128x8, 128, 128, 256), FLOAT_VARIANTS(conv_f32_128x64x4, 128, 64, 128),
        FLOAT_VARIANTS(conv_f32_128x32x4, 128, 32, 128), FLOAT_VARIANTS(conv_f32_128x64x8, 128, 64, 128),
        FLOAT_VARIANTS(conv_f32_128x32x8, 128, 32, 128), FLOAT_VARIANTS(conv_f32_64x64x8, 64, 64, 128)};
}

inline emulation::Counted counted(const Buffer<float>& array) {
    return {static_cast<float*>(array), array.size() * sizeof(float), 0};
}

/** The layer as DeLTA describes one, then the sectors of inputs, filters, taps and bias that warps asked for. */
inline void printLoads(const char* kernel, const ConvShape& s) {
    const std::vector<emulation::Counted> arrays = emulation::requests.end();
    std::printf("loads|%s|%d|%d|%d|%d|%d|%d|%d|%d|%d|%d|%ld|%ld|%ld|%ld\n", kernel, s.batch, s.channels, s.height, s.width,
        s.filters, s.kernelHeight, s.kernelWidth, s.strideHeight, s.padTop, s.splits, arrays[0].sectors, arrays[1].sectors,
        arrays[2].sectors, arrays[3].sectors);
}

/**
 * Runs a kernel and compares its result with what is expected.
 *
 * @param countLoads whether to print what it loads, too
 */
inline void checkFloat(
    const FloatVariant& v, const char* name, const Problem& p, const std::vector<double>& expected, bool countLoads = false) {
    const Buffer<float> input(p.input), filter(p.filter), bias(p.bias), output(p.outputs());
    const Buffer<float> packed(static_cast<size_t>(p.s.filters) * up(p.steps(), 16));
    const PackShape packShape = {p.s.filters, p.s.channels / p.s.groups, p.s.kernelHeight, p.s.kernelWidth,
        p.s.channels / p.s.groups, up(p.steps(), 16), 0};
    RUN(pack_filter_f32, filter, packed, packShape);
    Buffer<float> offsets(v.loader == FloatVariant::WINDOW ? offsetWords(p, 1) : 0);
    if (offsets.size() > 0) {
        makeOffsets(offsets, p.s, 0, 1);
    }
    const Buffer<float> partial(p.s.splits > 1 ? p.outputs() * p.s.splits : 0);
    float* const to = p.s.splits > 1 ? partial : output;
    float* const table = offsets;
    if (countLoads) {
        emulation::requests.begin({counted(input), counted(packed), counted(offsets), counted(bias)});
    }
    emulation::launch(v.name, gridOf(p, v.tileM, v.tileN), {v.threads, 1, 1}, 0, [&] {
        v.kernel(input, packed, bias, to, reinterpret_cast<const Tap*>(table), p.s);
    });
    if (countLoads) {
        printLoads(v.name, p.s);
    }
    if (p.s.splits > 1) {
        const ReduceShape shape = {static_cast<int>(p.outputs()), p.s.filters, p.pixels(), p.s.splits, p.s.function};
        RUN(reduce_splits_f32, partial, bias, output, shape);
        report("reduce_splits_f32", name, expected, output.values(), 1e-5);
    }
    report(v.name, name, expected, output.values(), 1e-5);
}

template <class Stored>
using MatrixKernel = void (*)(const Stored*, const Stored*, const float*, void*, const Tap*, ConvShape);

template <class Stored>
struct MatrixVariant {
    const char* name;
    MatrixKernel<Stored> kernel;
    int tileM, tileN;
    unsigned threads, sharedBytes;
    bool any;
    void (*pack)(const float*, Stored*, PackShape);
    const char* packName;
    void (*reduce)(const float*, const float*, Stored*, ReduceShape);
    const char* reduceName;
};

#define MATRIX_VARIANT(name, tileM, tileN, threads, shared, any, packer, suffix) \
    {#name, name, tileM, tileN, threads, shared, any, pack_filter_##packer, "pack_filter_" #packer, reduce_splits_##suffix, "reduce_splits_" #suffix}

#define MATRIX_VARIANTS(type, k, groupK, suffix)                                                \
    {                                                                                           \
        MATRIX_VARIANT(conv_##type##_256x128x##k, 256, 128, 256, 98304, false, type, suffix),   \
            MATRIX_VARIANT(conv_##type##_128x128x##k, 128, 128, 128, 65536, false, type, suffix), \
            MATRIX_VARIANT(conv_##type##_128x64x##k, 128, 64, 128, 49152, false, type, suffix), \
            MATRIX_VARIANT(conv_##type##_64x64x##k, 64, 64, 128, 32768, false, type, suffix),   \
            MATRIX_VARIANT(conv_##type##_128x64x##k##_any, 128, 64, 128, 49152, true, type, suffix), \
            MATRIX_VARIANT(conv_##type##_128x256x##groupK, 128, 256, 256, 196608, false, type, suffix), \
            MATRIX_VARIANT(conv_##type##_256x128x##groupK, 256, 128, 512, 196608, false, type, suffix), \
            MATRIX_VARIANT(conv_##type##_128x128x##groupK, 128, 128, 256, 98304, false, type, suffix), \
            MATRIX_VARIANT(conv_##type##_128x64x##groupK, 128, 64, 256, 98304, false, type, suffix) \
    }

template <class Stored>
void checkMatrix(const MatrixVariant<Stored>& v, const char* name, const Problem& p, const std::vector<double>& expected) {
    const ConvShape& s = p.s;
    const int channels = s.channels / s.groups;
    const int pitch = up(p.steps(), 64);
    const int vector = v.any ? 1 : 16 / static_cast<int>(sizeof(Stored));
    const Buffer<float> filter(p.filter), bias(p.bias);
    const Buffer<Stored> input(toChannelsLast(p.input, s.batch, s.channels, s.height * s.width));
    const Buffer<Stored> packed(static_cast<size_t>(s.filters) * pitch), output(p.outputs());
    const PackShape packShape = {s.filters, channels, s.kernelHeight, s.kernelWidth, channels, pitch, 1};
    emulation::launch(v.packName, FEW_BLOCKS, THREADS, 0, [&] { v.pack(filter, packed, packShape); });
    Buffer<float> offsets(offsetWords(p, vector));
    makeOffsets(offsets, s, 1, vector);
    float* const table = offsets;
    const Buffer<float> partial(s.splits > 1 ? p.outputs() * s.splits : 0);
    void* const to = s.splits > 1 ? static_cast<void*>(static_cast<float*>(partial)) : static_cast<Stored*>(output);
    emulation::launch(v.name, gridOf(p, v.tileM, v.tileN), {v.threads, 1, 1}, v.sharedBytes, [&] {
        v.kernel(input, packed, bias, to, reinterpret_cast<const Tap*>(table), s);
    });
    const std::vector<double> wanted = toChannelsLast(expected, s.batch, s.filters, p.pixels());
    if (s.splits > 1) {
        const ReduceShape shape = {static_cast<int>(p.outputs()), s.filters, 1, s.splits, s.function};
        emulation::launch(v.reduceName, FEW_BLOCKS, THREADS, 0, [&] { v.reduce(partial, bias, output, shape); });
        report(v.reduceName, name, wanted, output.values(), std::max(3e-3, LIMIT<Stored>));
    }
    report(v.name, name, wanted, output.values(), std::max(3e-3, LIMIT<Stored>));
}

/** The cases of the FP32 kernels with channels that make whole vectors, and then the odd ones for the kernels that take any. */
template <class Stored>
void checkMatrices(const std::vector<MatrixVariant<Stored>>& variants) {
    for (const Case& c : convolutionCases()) {
        for (const bool any : {false, true}) {
            ConvShape s = c.shape;
            s.channels *= any ? 1 : 16 / static_cast<int>(sizeof(Stored));
            Problem p(s);
            p.input = stored<Stored>(p.input);
            p.filter = stored<Stored>(p.filter);
            const std::vector<double> expected = p.solve();
            for (const auto& variant : variants) {
                if (variant.any == any) {
                    checkMatrix(variant, c.name, p, expected);
                }
            }
        }
    }
}

template <class Stored>
using DirectKernel = void (*)(const Stored*, const float*, const float*, Stored*, DirectShape);

template <class Stored>
void checkDirect(const std::string& kernel, DirectKernel<Stored> direct, const char* name, ConvShape s) {
    s.splits = 1;
    Problem p(s);
    p.input = stored<Stored>(p.input);
    const std::vector<double> expected = p.solve();
    for (const int channelsLast : {0, 1}) {
        const Buffer<Stored> input(
            channelsLast ? toChannelsLast(p.input, s.batch, s.channels, s.height * s.width) : p.input);
        const Buffer<float> filter(p.filter), bias(p.bias);
        const Buffer<Stored> output(p.outputs());
        const DirectShape shape = {s, channelsLast};
        emulation::launch(kernel.c_str(), FEW_BLOCKS, THREADS, 0, [&] { direct(input, filter, bias, output, shape); });
        report(
            kernel, std::string(name) + (channelsLast ? ", channels last" : ""),
            channelsLast ? toChannelsLast(expected, s.batch, s.filters, p.pixels()) : expected, output.values(),
            LIMIT<Stored>);
    }
}

template <class Stored>
void checkDirects(const char* suffix, DirectKernel<Stored> direct, DirectKernel<Stored> depthwise) {
    checkDirect(with("conv_direct", suffix), direct, "5x3 in groups", convolutionCases()[1].shape);
    checkDirect(with("conv_direct", suffix), direct, "1x40",
        {1, 2, 3, 50, 3, 3, 13, 1, 40, 1, 1, 0, 1, 1, 1, 1, 1, RELU});
    checkDirect(with("depthwise", suffix), depthwise, "3x3",
        {2, 7, 9, 10, 7, 5, 5, 3, 3, 2, 2, 1, 1, 1, 1, 7, 1, RELU});
    checkDirect(with("depthwise", suffix), depthwise, "5x5, two filters a channel",
        {1, 3, 8, 7, 6, 8, 7, 5, 5, 1, 1, 2, 2, 1, 1, 3, 1, 0});
    checkDirect(with("depthwise", suffix), depthwise, "2x4 dilated",
        {1, 5, 8, 9, 5, 7, 5, 2, 4, 1, 1, 0, 1, 1, 2, 5, 1, 0});
}

template <class Stored>
void checkPack(const char* kernel, void (*pack)(const float*, Stored*, PackShape), double limit) {
    const int filters = 5, channels = 3, rows = 2, columns = 3, pitch = 64;
    const std::vector<double> source = random(filters * channels * rows * columns);
    const Buffer<float> from(source);
    for (const int channelsLast : {0, 1}) {
        const int padded = channelsLast ? 4 : channels;
        std::vector<double> expected(filters * pitch, 0.0);
        for (int i = 0; i < static_cast<int>(source.size()); i++) {
            const int n = i / (channels * rows * columns);
            const int channel = i / (rows * columns) % channels;
            const int tap = i % (rows * columns);
            expected[n * pitch + (channelsLast ? tap * padded + channel : channel * rows * columns + tap)] = source[i];
        }
        const PackShape shape = {filters, channels, rows, columns, padded, pitch, channelsLast};
        const Buffer<Stored> to(expected.size());
        emulation::launch(kernel, FEW_BLOCKS, THREADS, 0, [&] { pack(from, to, shape); });
        report(kernel, channelsLast ? "k = r,s,c, padded" : "k = c,r,s", expected, to.values(), limit);
    }
}

inline void checkOffsets() {
    // Two groups of 4 channels on maps of 5 x 7, a kernel of 2 x 3 with holes.
    for (const int channelsLast : {0, 1}) {
        const int vector = channelsLast ? 4 : 1;
        const int steps = 4 * 2 * 3 / vector;
        const int entries = 128 / vector;
        std::vector<double> expected;
        for (int i = 0; i < steps; i++) {
            const int tap = channelsLast ? i : i % 6;
            const int y = tap / 3 * 2;
            const int x = tap % 3 * 3;
            expected.push_back(channelsLast ? (y * 7 + x) * 8 : (i / 6 * 5 + y) * 7 + x);
            expected.push_back(std::pow(2, tap / 3) + std::pow(2, 15 + tap % 3));
        }
        for (int i = steps; i < entries; i++) {
            expected.push_back(0);
            expected.push_back(std::pow(2, 31));
        }
        const Buffer<float> table(2 * entries);
        float* const words = table;
        const OffsetShape shape = {4, 8, 5, 7, 2, 3, 2, 3, channelsLast, vector, steps, entries};
        RUN(conv_offsets, reinterpret_cast<Tap*>(words), shape);
        std::vector<double> actual;
        for (int i = 0; i < 2 * entries; i++) {
            actual.push_back(__float_as_uint(words[i]));
        }
        report("conv_offsets", channelsLast ? "vectors of channels" : "single steps", expected, actual, 1e-12);
    }
}

/** Three channels stored as eight, so that the kernel for whole vectors takes them. */
inline void checkPaddedChannels() {
    Problem p({2, 3, 8, 9, 20, 8, 9, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 0});
    p.input = stored<Half>(p.input);
    p.filter = stored<Half>(p.filter);
    const Buffer<float> maps(p.input), filter(p.filter), bias(p.bias);
    const Buffer<Half> input(2 * 8 * 72), packed(20 * 128), output(p.outputs());
    RUN(convert_f32_f16, maps, input, {2, 3, 72, 0, 1, 8});
    RUN(pack_filter_f16, filter, packed, {20, 3, 3, 3, 8, 128, 1});
    ConvShape s = p.s;
    s.channels = 8;
    Buffer<float> offsets((128 + 64) / 8 * 2);
    makeOffsets(offsets, s, 1, 8);
    float* const table = offsets;
    Half* const to = output;
    emulation::launch("conv_f16_64x64x32", gridOf(p, 64, 64), {128, 1, 1}, 32768, [&] {
        conv_f16_64x64x32(input, packed, bias, to, reinterpret_cast<const Tap*>(table), s);
    });
    report("conv_f16_64x64x32", "three channels padded to eight",
        toChannelsLast(p.solve(), s.batch, s.filters, p.pixels()), output.values(), LIMIT<Half>);
}

/** What the FP32 kernels ask of L1 on layers whose sizes leave tails, rows askew and filters to fill up. */
inline void countLoads() {
    const std::vector<ConvShape> layers = {
        {2, 5, 9, 9, 130, 9, 9, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 0},
        {1, 16, 7, 7, 40, 7, 7, 3, 3, 1, 1, 1, 1, 1, 1, 1, 3, 0},
        {1, 3, 19, 19, 33, 10, 10, 7, 7, 2, 2, 3, 3, 1, 1, 1, 1, 0},
        {2, 22, 10, 10, 70, 10, 10, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0},
        {2, 12, 14, 14, 20, 14, 14, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0},
        {140, 52, 1, 1, 36, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0},
        {70, 56, 1, 1, 65, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 2, 0},
    };
    for (const ConvShape& s : layers) {
        const Problem p(s);
        const std::vector<double> expected = p.solve();
        for (const FloatVariant& variant : floatVariants()) {
            if (variant.takes(s)) {
                checkFloat(variant, "loads", p, expected, true);
            }
        }
    }
}

inline void checkConvolutions() {
    checkOffsets();
    checkPack<float>("pack_filter_f32", pack_filter_f32, 1e-12);
    checkPack<float>("pack_filter_tf32", pack_filter_tf32, std::pow(2, -11));
    checkPack<Half>("pack_filter_f16", pack_filter_f16, std::pow(2, -11));
    checkPack<BrainFloat>("pack_filter_bf16", pack_filter_bf16, std::pow(2, -8));
    checkPaddedChannels();
    for (const Case& c : convolutionCases()) {
        const Problem p(c.shape);
        const std::vector<double> expected = p.solve();
        for (const FloatVariant& variant : floatVariants()) {
            if (variant.takes(p.s)) {
                checkFloat(variant, c.name, p, expected);
            }
        }
    }
    checkMatrices<float>(MATRIX_VARIANTS(tf32, 16, 32, f32));
    checkMatrices<Half>(MATRIX_VARIANTS(f16, 32, 64, f16));
    checkMatrices<BrainFloat>(MATRIX_VARIANTS(bf16, 32, 64, bf16));
    checkDirects<float>("f32", conv_direct_f32, depthwise_f32);
    checkDirects<Half>("f16", conv_direct_f16, depthwise_f16);
    checkDirects<BrainFloat>("bf16", conv_direct_bf16, depthwise_bf16);
}

}  // namespace check
