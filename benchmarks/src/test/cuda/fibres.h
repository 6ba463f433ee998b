// Runs the threads of a block as fibres of one thread of the processor, and meets them at barriers.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#if !defined(__x86_64__)
#include <ucontext.h>
#endif

struct dim3 {
    unsigned x = 1, y = 1, z = 1;
};

namespace emulation {

#if defined(__x86_64__)
// Saves what a function call has to keep, exchanges the stacks, and returns to where the other stack came from.
extern "C" void exchangeStacks(void** save, void* next);
asm(".text\n"
    ".globl exchangeStacks\n"
    "exchangeStacks:\n"
    "pushq %rbp\n pushq %rbx\n pushq %r12\n pushq %r13\n pushq %r14\n pushq %r15\n"
    "movq %rsp, (%rdi)\n"
    "movq %rsi, %rsp\n"
    "popq %r15\n popq %r14\n popq %r13\n popq %r12\n popq %rbx\n popq %rbp\n"
    "ret\n");
#endif

/** A stack of its own and where it was left. */
class Context {
public:
    static constexpr size_t STACK_BYTES = 256 * 1024;

    void start(void (*entry)()) {
        if (stack == nullptr) {
            stack = static_cast<char*>(std::aligned_alloc(4096, STACK_BYTES));
        }
#if defined(__x86_64__)
        void** top = reinterpret_cast<void**>(stack + STACK_BYTES) - 2;
        *top = reinterpret_cast<void*>(entry);
        pointer = top - 6;
#else
        getcontext(&context);
        context.uc_stack.ss_sp = stack;
        context.uc_stack.ss_size = STACK_BYTES;
        makecontext(&context, entry, 0);
#endif
    }

    void switchTo(Context& next) {
#if defined(__x86_64__)
        exchangeStacks(&pointer, next.pointer);
#else
        swapcontext(&context, &next.context);
#endif
    }

private:
    char* stack = nullptr;
#if defined(__x86_64__)
    void* pointer = nullptr;
#else
    ucontext_t context;
#endif
};

enum class State { READY, AT_BARRIER, AT_WARP, DONE };

struct Fibre {
    Context context;
    State state = State::DONE;
    int site = 0;
};

/** The threads of a warp, or of a group of four, that have come to an instruction that all of them execute together. */
struct Meeting {
    int arrived = 0;
    int site = 0;
    void* operand[128] = {};
};

struct Block {
    std::vector<Fibre> fibres;  // of the largest block so far: stacks are used again
    std::vector<Meeting> warps, groups;
    Context scheduler;
    std::function<void()> body;
    int current = 0;
    unsigned serial = 0;
    unsigned epoch = 0;
    dim3 grid, size, index;
    std::string kernel;

    int threads() const { return static_cast<int>(size.x); }
};

inline Block& block() {
    static Block instance;
    return instance;
}

/** Everything wrong with a kernel ends here: one line, exit code 3. */
[[noreturn]] inline void fault(const char* what) {
    const Block& b = block();
    std::printf(
        "fault|%s|%s|block %u,%u,%u thread %d\n", b.kernel.c_str(), what, b.index.x, b.index.y, b.index.z, b.current);
    std::fflush(stdout);
    std::_Exit(3);
}

inline void yield() {
    Block& b = block();
    b.fibres[b.current].context.switchTo(b.scheduler);
}

inline void runBody() {
    Block& b = block();
    b.body();
    b.fibres[b.current].state = State::DONE;
    yield();
}

inline void awaitBlock(int site) {
    Block& b = block();
    Fibre& fibre = b.fibres[b.current];
    fibre.state = State::AT_BARRIER;
    fibre.site = site;
    yield();
}

/** Meets the others of {@code count} threads; the last to come calls {@code work} with the operands of all. */
template <class Operand, class Work>
void meet(std::vector<Meeting>& meetings, int count, int site, Operand* operand, Work work) {
    Block& b = block();
    Meeting& meeting = meetings[b.current / count];
    if (meeting.arrived > 0 && meeting.site != site) {
        fault("lanes of one warp are at different instructions");
    }
    meeting.site = site;
    meeting.operand[b.current % count] = operand;
    if (++meeting.arrived < count) {
        b.fibres[b.current].state = State::AT_WARP;
        yield();
        return;
    }
    work(reinterpret_cast<Operand**>(meeting.operand));
    meeting.arrived = 0;
    for (int lane = 0; lane < count; lane++) {
        b.fibres[b.current / count * count + lane].state = State::READY;
    }
}

template <class Operand, class Work>
void awaitWarp(int site, Operand* operand, Work work) {
    meet(block().warps, 32, site, operand, work);
}

template <class Operand, class Work>
void awaitGroup(int site, Operand* operand, Work work) {
    meet(block().groups, 128, site, operand, work);
}

/** The same for what has no operands. */
template <class Work>
void awaitGroup(int site, Work work) {
    int nothing;
    awaitGroup(site, &nothing, [&](int**) { work(); });
}

/** Lets every thread that can go on do so, in rising order in one block and in falling order in the next. */
inline bool runReady(Block& b) {
    bool any = false;
    const int count = b.threads();
    for (int i = 0; i < count; i++) {
        b.current = b.serial % 2 == 0 ? i : count - 1 - i;
        Fibre& fibre = b.fibres[b.current];
        if (fibre.state == State::READY) {
            any = true;
            b.scheduler.switchTo(fibre.context);
        }
    }
    return any;
}

/** Opens the barrier if all threads stand at the same one. False: all are done. */
inline bool openBarrier(Block& b) {
    int waiting = 0;
    int done = 0;
    for (int i = 0; i < b.threads(); i++) {
        b.current = i;
        waiting += b.fibres[i].state == State::AT_BARRIER;
        done += b.fibres[i].state == State::DONE;
        if (b.fibres[i].state == State::AT_WARP) {
            fault("lanes of one warp never came to an instruction of the whole warp");
        }
        if (b.fibres[i].state == State::AT_BARRIER && b.fibres[i].site != b.fibres[0].site) {
            fault("threads wait at different barriers");
        }
    }
    if (done == b.threads()) {
        return false;
    }
    if (waiting < b.threads()) {
        fault("threads ended while others wait at a barrier");
    }
    for (int i = 0; i < b.threads(); i++) {
        b.fibres[i].state = State::READY;
    }
    b.epoch++;
    return true;
}

inline void runBlock(Block& b) {
    b.serial++;
    b.epoch = 1;
    b.warps.assign((b.threads() + 31) / 32, Meeting());
    b.groups.assign((b.threads() + 127) / 128, Meeting());
    for (int i = 0; i < b.threads(); i++) {
        b.fibres[i].context.start(runBody);
        b.fibres[i].state = State::READY;
        b.fibres[i].site = 0;
    }
    do {
        while (runReady(b)) {
        }
    } while (openBarrier(b));
}

/** Runs {@code body} as each thread of each block, M index (x) fastest. */
inline void launch(const char* kernel, dim3 grid, dim3 size, std::function<void()> body) {
    Block& b = block();
    b.kernel = kernel;
    b.grid = grid;
    b.size = size;
    b.body = std::move(body);
    b.fibres.resize(std::max<size_t>(b.fibres.size(), size.x));
    for (unsigned z = 0; z < grid.z; z++) {
        for (unsigned y = 0; y < grid.y; y++) {
            for (unsigned x = 0; x < grid.x; x++) {
                b.index = dim3{x, y, z};
                runBlock(b);
            }
        }
    }
}

}  // namespace emulation
