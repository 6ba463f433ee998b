/*
 * What a made-up GPU answers to the probes of memory: L1 holds 96 KiB and answers after 30 cycles, L2 after 200, memory after 600,
 * shared memory after 20. Stands behind the stand-in for the driver in place of kernels that run on the processor.
 */
#include <stdint.h>
#include <string.h>

#define LINE 128

typedef struct { int first, second; } Pair;

static int footprint;
static int streamed;

static void answer(void **params, int which, unsigned blocks, long long cycles) {
    long long *target = (long long *)(uintptr_t) * (uint64_t *)params[which];
    for (unsigned i = 0; i < blocks; i++) target[i] = cycles;
}

int emulated_launch(const char *name, const unsigned *grid, unsigned threads, unsigned shared, void **params) {
    if (shared) return 1;
    if (!strcmp(name, "probe_link")) {
        Pair link = *(Pair *)params[2];
        footprint = link.first * link.second;
        streamed = 0;
        return link.second == LINE ? 0 : 1;
    }
    if (!strcmp(name, "probe_read_past_l1")) {
        streamed = 1;
        /* A piece is a whole number of steps of the loop. */
        return ((Pair *)params[2])->first % (2 * threads) ? 1 : 0;
    }
    if (!strcmp(name, "probe_latency_cached") || !strcmp(name, "probe_latency_past_l1")) {
        Pair chase = *(Pair *)params[3];
        int cached = !strcmp(name, "probe_latency_cached") && footprint <= 96 * 1024;
        if (grid[0] != 1 || threads != 1 || (!streamed && chase.first < footprint / LINE)) return 1;
        answer(params, 1, 1, (long long)chase.second * (cached ? 30 : streamed ? 600 : 200));
        return 0;
    }
    if (!strcmp(name, "probe_latency_shared")) {
        answer(params, 0, 1, (long long)((Pair *)params[2])->second * 20);
        return 0;
    }
    if (!strcmp(name, "probe_read_cached")) {
        /* 64 bytes in a cycle. */
        answer(params, 1, grid[0], *(int *)params[3] * 1024LL);
        return threads == 1024 ? 0 : 1;
    }
    if (!strcmp(name, "probe_read_shared")) {
        /* 128 bytes in a cycle. */
        answer(params, 0, grid[0], *(int *)params[2] * 512LL);
        return threads == 1024 ? 0 : 1;
    }
    if (!strcmp(name, "probe_multiply_add")) {
        answer(params, 0, grid[0], 1000);
        return threads == 256 ? 0 : 1;
    }
    return 500;
}
