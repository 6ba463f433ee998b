// The kernels on the processor behind one function, for the stand-in for the driver to call.
//
// KERNELS is the source of the kernels. "names.h" defines EACH_KERNEL(DO) as DO(name) for the name of each kernel.
#include "fixture.h"
#include "names.h"

#include <map>
#include <tuple>
#include <utility>

namespace {

/** Calls a kernel with arguments that lie where the driver is given them, by the types that the kernel declares. */
template <class... Parameters, size_t... Index>
void call(void (*kernel)(Parameters...), void** arguments, std::index_sequence<Index...>) {
    kernel(*static_cast<std::remove_const_t<Parameters>*>(arguments[Index])...);
}

template <class... Parameters>
void callWith(void (*kernel)(Parameters...), void** arguments) {
    call(kernel, arguments, std::index_sequence_for<Parameters...>());
}

using Caller = void (*)(void** arguments);

const std::map<std::string, Caller>& callers() {
#define CALLER(name) {#name, [](void** arguments) { callWith(name, arguments); }},
    static const std::map<std::string, Caller> known = {EACH_KERNEL(CALLER)};
#undef CALLER
    return known;
}

}  // namespace

extern "C" int emulated_launch(
    const char* name, const unsigned* grid, unsigned threads, unsigned sharedBytes, void** arguments) {
    const auto caller = callers().find(name);
    if (caller == callers().end()) {
        return 500;
    }
    emulation::launch(name, dim3{grid[0], grid[1], grid[2]}, dim3{threads, 1, 1}, sharedBytes, [&] { caller->second(arguments); });
    return 0;
}
