// The fastest single-precision forward pass that oneDNN itself offers for one layer: the fastest of its implementations, each with
// the layouts it likes best for inputs, outputs and weights, all reordered before anything is timed. A convolution is the direct one,
// which does every multiplication, or Winograd's, which does fewer and rounds more coarsely. Tells the implementation; then
// each line on the standard input asks for one window and is answered with the best, the median and the mean time of an operation
// and its mean CPU time, all in seconds.
//
//   native-peer SECONDS direct|winograd N CI H W CO KERNEL STRIDE PAD GROUPS BIAS
//   native-peer SECONDS fc N CI CO BIAS
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <oneapi/dnnl/dnnl.hpp>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

using namespace dnnl;
using Dims = memory::dims;
using Clock = std::chrono::steady_clock;

namespace {

const int TURNS = 15;

memory::desc any(const Dims &dims) { return {dims, memory::data_type::f32, memory::format_tag::any}; }

// A primitive with its memory.
struct Layer {
    primitive operation;
    std::unordered_map<int, memory> arguments;
    std::string implementation;
};

memory filled(const memory::desc &layout, const engine &cpu) {
    memory result(layout, cpu);
    float *values = static_cast<float *>(result.get_data_handle());
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(-1, 1);
    for (size_t i = 0; i < layout.get_size() / sizeof(float); i++) values[i] = uniform(random);
    return result;
}

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double secondsOnce(const Layer &what, stream &queue) {
    const Clock::time_point begun = Clock::now();
    what.operation.execute(queue, what.arguments);
    queue.wait();
    return secondsSince(begun);
}

template <typename Primitive, typename PrimitiveDesc>
Layer layer(const PrimitiveDesc &chosen, bool bias, const engine &cpu) {
    Layer result{Primitive(chosen), {}, chosen.impl_info_str()};
    result.arguments.emplace(DNNL_ARG_SRC, filled(chosen.src_desc(), cpu));
    result.arguments.emplace(DNNL_ARG_WEIGHTS, filled(chosen.weights_desc(), cpu));
    if (bias) result.arguments.emplace(DNNL_ARG_BIAS, filled(chosen.bias_desc(), cpu));
    result.arguments.emplace(DNNL_ARG_DST, memory(chosen.dst_desc(), cpu));
    return result;
}

// oneDNN lists its implementations by what it takes for their speed, which is not always right. They take turns, as a disturbance of
// the host would otherwise decide.
template <typename Primitive, typename PrimitiveDesc>
Layer fastest(PrimitiveDesc candidate, bool bias, const engine &cpu, stream &queue) {
    std::vector<Layer> all;
    do {
        // The plain loops are last, and slow.
        if (std::strncmp(candidate.impl_info_str(), "ref", 3) == 0) break;
        all.push_back(layer<Primitive>(candidate, bias, cpu));
    } while (candidate.next_impl());
    std::vector<double> seconds(all.size(), 1e9);
    for (int turn = 0; turn < TURNS; turn++) {
        for (size_t i = 0; i < all.size(); i++) seconds[i] = std::min(seconds[i], secondsOnce(all[i], queue));
    }
    return all.at(std::min_element(seconds.begin(), seconds.end()) - seconds.begin());
}

Layer convolution(algorithm how, const std::vector<long> &p, const engine &cpu, stream &queue) {
    const long n = p[0], ci = p[1], h = p[2], w = p[3], co = p[4], k = p[5], stride = p[6], pad = p[7], groups = p[8];
    const bool bias = p[9] != 0;
    const Dims weights = groups == 1 ? Dims{co, ci, k, k} : Dims{groups, co / groups, ci / groups, k, k};
    const Dims output = {n, co, (h + 2 * pad - k) / stride + 1, (w + 2 * pad - k) / stride + 1};
    const convolution_forward::desc wanted(prop_kind::forward_inference, how, any({n, ci, h, w}),
                                           any(weights), bias ? any({co}) : memory::desc(), any(output), {stride, stride},
                                           {pad, pad}, {pad, pad});
    return fastest<convolution_forward>(convolution_forward::primitive_desc(wanted, cpu), bias, cpu, queue);
}

Layer fullyConnected(const std::vector<long> &p, const engine &cpu, stream &queue) {
    const long n = p[0], ci = p[1], co = p[2];
    const bool bias = p[3] != 0;
    const inner_product_forward::desc wanted(prop_kind::forward_inference, any({n, ci}), any({co, ci}),
                                             bias ? any({co}) : memory::desc(), any({n, co}));
    return fastest<inner_product_forward>(inner_product_forward::primitive_desc(wanted, cpu), bias, cpu, queue);
}

double cpuSeconds() {
    rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

void window(const Layer &what, stream &queue, double seconds) {
    std::vector<double> times;
    const double cpu = cpuSeconds();
    const Clock::time_point start = Clock::now();
    do {
        times.push_back(secondsOnce(what, queue));
    } while (secondsSince(start) < seconds);
    const double mean = secondsSince(start) / times.size();
    const double used = (cpuSeconds() - cpu) / times.size();
    std::sort(times.begin(), times.end());
    std::printf("%.9g %.9g %.9g %.9g\n", times.front(), times[times.size() / 2], mean, used);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char **values) {
    const std::string kind = count > 2 ? values[2] : "";
    const bool connected = kind == "fc";
    if (count != (connected ? 7 : 13)) {
        std::fprintf(stderr, "native-peer: wrong arguments: see the head of its source\n");
        return 2;
    }
    std::vector<long> sizes;
    for (int i = 3; i < count; i++) sizes.push_back(std::atol(values[i]));
    const engine cpu(engine::kind::cpu, 0);
    stream queue(cpu);
    try {
        const algorithm how = kind == "winograd" ? algorithm::convolution_winograd : algorithm::convolution_direct;
        const Layer what = connected ? fullyConnected(sizes, cpu, queue) : convolution(how, sizes, cpu, queue);
        std::printf("%s\n", what.implementation.c_str());
        std::fflush(stdout);
        for (std::string line; std::getline(std::cin, line);) window(what, queue, std::atof(values[1]));
    } catch (const std::exception &e) {
        std::fprintf(stderr, "native-peer: oneDNN cannot do this layer (%s)\n", e.what());
        return 3;
    }
    return 0;
}
