// Runs every kernel on the processor and prints one line for each comparison with a reference in double precision.
// With a number: runs the kernel with that deliberate fault instead. With the word loads: counts what FP32 convolutions load.
#include "convolution_checks.h"
#include "faulty_kernels.h"
#include "layer_checks.h"

int main(int count, char** arguments) {
    if (count > 1 && std::strcmp(arguments[1], "loads") == 0) {
        check::countLoads();
        return 0;
    }
    if (count > 1) {
        faulty::runFault(std::strtoul(arguments[1], nullptr, 10));
        std::puts("nothing noticed");
        return 0;
    }
    check::checkLayers();
    check::checkConvolutions();
    std::puts("done");
}
