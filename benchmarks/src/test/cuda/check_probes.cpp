// Runs every probe on the processor and prints one line for each comparison: with a count of loads as the clock, chains can be
// seen to be followed, and what was read can be seen to be read.
#include "emulation.h"

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace probes {

/** The clock counts loads, so that the cycles of a probe are known. */
inline long long loads = 0;
inline std::set<unsigned long long> visited;
inline std::map<unsigned long long, int> streamed;
inline const SHARED(unsigned) * sharedStart = nullptr;

}  // namespace probes

struct Words;
inline unsigned long long loadCached(unsigned long long from);
inline unsigned long long loadPastL1(unsigned long long from);
inline Words loadWordsCached(const Words* from);
inline Words loadWordsPastL1(const Words* from);

/** Shared memory as bytes from the start of an array. */
inline unsigned sharedAddress(const SHARED(unsigned) * word) {
    probes::sharedStart = word;
    return 0;
}

inline unsigned loadShared(unsigned from) {
    probes::loads++;
    probes::visited.insert(from);
    return probes::sharedStart[from / 4];
}

inline long long cyclesNow() { return probes::loads; }

#include KERNELS

inline Address loadCached(Address from) {
    probes::loads++;
    probes::visited.insert(from);
    return *reinterpret_cast<const Address*>(from);
}

inline Address loadPastL1(Address from) { return loadCached(from); }

inline Words loadWordsCached(const Words* from) {
    if (reinterpret_cast<uintptr_t>(from) % sizeof(Words) != 0) {
        emulation::fault("loads a vector from an address that is no multiple of its size");
    }
    probes::loads++;
    probes::streamed[reinterpret_cast<uintptr_t>(from)]++;
    return *from;
}

inline Words loadWordsPastL1(const Words* from) { return loadWordsCached(from); }

extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }

namespace probes {

inline void report(const char* kernel, const char* what, double expected, double actual) {
    std::printf("check|%s|%s|%.17g|%.17g\n", kernel, what, expected, actual);
}

void forget() {
    loads = 0;
    visited.clear();
    streamed.clear();
}

using Chase = void (*)(const char*, long long*, Address*, ChaseShape);

/** Links 100 places, five on in each step, and follows them round and ten steps further. */
void checkChase(const char* name, Chase kernel) {
    constexpr int COUNT = 101, STRIDE = 128;
    std::vector<unsigned> next(COUNT);
    for (int i = 0; i < COUNT; i++) {
        next[i] = (i + 5) % COUNT;
    }
    std::vector<char> memory(COUNT * STRIDE);
    emulation::launch("probe_link", {1, 1, 1}, {32, 1, 1}, 0, [&] { probe_link(next.data(), memory.data(), {COUNT, STRIDE}); });
    long long wrong = 0;
    for (int i = 0; i < COUNT; i++) {
        wrong += *reinterpret_cast<Address*>(&memory[i * STRIDE]) != reinterpret_cast<Address>(&memory[next[i] * STRIDE]);
    }
    report("probe_link", "wrong links", 0, wrong);
    forget();
    long long cycles = -1;
    Address sink = 0;
    emulation::launch(name, {1, 1, 1}, {1, 1, 1}, 0, [&] { kernel(memory.data(), &cycles, &sink, {COUNT, 10}); });
    report(name, "places visited", COUNT, visited.size());
    report(name, "loads timed", 10, cycles);
    report(name, "end of the chain", 50 * STRIDE, sink - reinterpret_cast<Address>(memory.data()));
}

void checkChaseInSharedMemory() {
    forget();
    long long cycles = -1;
    unsigned sink = 0;
    emulation::launch("probe_latency_shared", {1, 1, 1}, {1, 1, 1}, 0, [&] { probe_latency_shared(&cycles, &sink, {1024, 10}); });
    report("probe_latency_shared", "places visited", 1024, visited.size());
    report("probe_latency_shared", "loads timed", 10, cycles);
    report("probe_latency_shared", "end of the chain", 4 * 330, sink);
}

std::vector<unsigned> counted(size_t words) {
    std::vector<unsigned> values(words);
    for (size_t i = 0; i < words; i++) {
        values[i] = static_cast<unsigned>(i * 2654435761u);
    }
    return values;
}

unsigned mixOf(const std::vector<unsigned>& words) {
    unsigned mix = 0;
    for (unsigned word : words) {
        mix ^= word;
    }
    return mix;
}

/** How many of the vectors were not read exactly so often. */
double readOtherwise(const std::vector<unsigned>& source, int times) {
    double others = 0;
    for (size_t i = 0; i < source.size(); i += 4) {
        others += streamed[reinterpret_cast<uintptr_t>(&source[i])] != times;
    }
    return others;
}

void checkStream() {
    constexpr int BLOCKS = 3, THREADS = 64, VECTORS = 512, PASSES = 5;
    const std::vector<unsigned> source = counted(4 * VECTORS * BLOCKS);
    std::vector<unsigned> sink(BLOCKS * THREADS);
    forget();
    emulation::launch("probe_read_past_l1", {BLOCKS, 1, 1}, {THREADS, 1, 1}, 0, [&] {
        probe_read_past_l1(reinterpret_cast<const Words*>(source.data()), sink.data(), {VECTORS, PASSES});
    });
    report("probe_read_past_l1", "vectors not read in every pass", 0, readOtherwise(source, PASSES));
    report("probe_read_past_l1", "mix", mixOf(source), mixOf(sink));
}

void checkRepeatedReads() {
    constexpr int BLOCKS = 2, PASSES = 2;
    const std::vector<unsigned> source = counted(4 * 1024 * BLOCKS);
    std::vector<unsigned> sink(BLOCKS * 1024);
    std::vector<long long> cycles(BLOCKS, -1);
    forget();
    emulation::launch("probe_read_cached", {BLOCKS, 1, 1}, {1024, 1, 1}, 0, [&] {
        probe_read_cached(reinterpret_cast<const Words*>(source.data()), cycles.data(), sink.data(), {PASSES});
    });
    report("probe_read_cached", "vectors not read by four threads in every pass", 0, readOtherwise(source, 4 * (PASSES + 1)));
    report("probe_read_cached", "clocks not read", 0, (cycles[0] < 0) + (cycles[1] < 0));
}

void checkSharedReads() {
    std::vector<unsigned> sink(1024);
    long long cycles = -1;
    forget();
    emulation::launch("probe_read_shared", {1, 1, 1}, {1024, 1, 1}, 0, [&] { probe_read_shared(&cycles, sink.data(), {3}); });
    double wrong = 0;
    for (unsigned thread = 0; thread < 1024; thread++) {
        unsigned mix = 0;
        for (unsigned word = thread; word < thread + 512; word += 32) {
            mix ^= word < 1024 ? word * 7 : (word - 1024) * 13;
        }
        wrong += sink[thread] != mix;
    }
    report("probe_read_shared", "wrong mixes", 0, wrong);
    report("probe_read_shared", "loads", 3 * 16 * 1024, loads);
}

void checkArithmetic() {
    std::vector<float> sink(256);
    long long cycles = -1;
    emulation::launch("probe_multiply_add", {1, 1, 1}, {256, 1, 1}, 0, [&] { probe_multiply_add(&cycles, sink.data(), {3, 0.5f, 1.0f}); });
    double largest = 0;
    for (int thread = 0; thread < 256; thread++) {
        double sum = 0;
        for (int chain = 0; chain < 16; chain++) {
            sum += 2 + (thread + chain - 2) * std::pow(0.5, 12);  // x/2 + 1 moves half the way to 2
        }
        largest = std::max(largest, std::abs(sink[thread] - sum));
    }
    report("probe_multiply_add", "sums off by more than rounding", 0, largest > 1e-4);
}

}  // namespace probes

int main() {
    probes::checkChase("probe_latency_cached", probe_latency_cached);
    probes::checkChase("probe_latency_past_l1", probe_latency_past_l1);
    probes::checkChaseInSharedMemory();
    probes::checkStream();
    probes::checkRepeatedReads();
    probes::checkSharedReads();
    probes::checkArithmetic();
    std::puts("done");
}
