/*
 * A stand-in for libcuda.so.1 with one GPU whose memory is that of the host. Environment variables script what goes wrong:
 *   STUB_INIT=CODE        cuInit returns it
 *   STUB_DEVICES=N        how many GPUs there are
 *   STUB_CAPABILITY=NN    compute capability times ten
 *   STUB_L2=N             bytes of the second-level cache
 *   STUB_VERSION=NNNNN    the version of CUDA that the driver serves, times a thousand
 *   STUB_LOAD=CODE        loading a module returns it, with a line in the log of the compiler
 *   STUB_ALLOCATION=N     the Nth allocation finds no memory
 *   STUB_LAUNCH=N:CODE    the Nth launch returns it; from 700 on, but for 701, so does every call that follows
 *   STUB_RECORD=FILE      each launch is written to it: kernel, grid, threads, shared bytes, then the arguments, pointers as the
 *                         number of their allocation and structs as words
 *   STUB_KERNELS=LIBRARY  a library whose emulated_launch does the work of each launch
 *   STUB_NAME=TEXT        the name of each GPU
 *   STUB_MEMORY=N         bytes of memory of each GPU
 *   STUB_LARGEST=N        launches of more than N multiplications, or on more than N bytes, are not computed; the time passes that a
 *                         GPU would take
 *   STUB_ONCE=1           a launch that repeats one since memory was last written from the host or handed out is not computed again
 *                         either: passes over a network that follow one another leave the same behind
 *   STUB_PROFILE=FILE     the launches between cuProfilerStart and cuProfilerStop are written to it: kernel, grid, threads
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST 4096
#define GIB (1024ULL * 1024 * 1024)

typedef struct { char name[96]; int params, bytes[16], structs[16]; } Kernel;
typedef struct { double seconds; } Event;

static struct { char *address; size_t bytes; } allocations[MOST];
static int allocation_count, attempts, launch_count, broken;
static Kernel kernels[1024];
static int kernel_count;
static int context, stream, profiling;
static double busy;

static int number(const char *name, int otherwise) {
    const char *text = getenv(name);
    return text ? atoi(text) : otherwise;
}

static double amount(const char *name, double otherwise) {
    const char *text = getenv(name);
    return text ? atof(text) : otherwise;
}

static size_t memory(void) { return (size_t)amount("STUB_MEMORY", 16.0 * GIB); }

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

/* How long GPUs have been at work in this process, for a stand-in for a sensor. */
double stub_busy_seconds(void) { return busy; }

/* Has the time pass that a fast GPU takes for so much work. */
void stub_pass(double multiplications, double bytes) {
    double seconds = 2e-6, end;
    if (multiplications / 30e12 > seconds) seconds = multiplications / 30e12;
    if (bytes / 4e12 > seconds) seconds = bytes / 4e12;
    busy += seconds;
    for (end = now() + seconds; now() < end;) { }
}

#define MOST_SEEN 65536
static uint64_t seen[MOST_SEEN];
static int seen_count;

static void forget(void) {
    memset(seen, 0, sizeof seen);
    seen_count = 0;
}

static uint64_t hashed(uint64_t hash, const void *data, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) hash = (hash ^ ((const unsigned char *)data)[i]) * 1099511628211ULL;
    return hash;
}

/* Whether what is described by these bytes was done before, and is to be done but once. From now on it was. */
int stub_seen(uint64_t hash) {
    if (!number("STUB_ONCE", 0) || seen_count > MOST_SEEN / 2) return 0;
    hash |= 1;
    size_t at = hash % MOST_SEEN;
    while (seen[at] && seen[at] != hash) at = (at + 1) % MOST_SEEN;
    if (seen[at]) return 1;
    seen[at] = hash;
    seen_count++;
    return 0;
}

/* From now on every call returns it. */
void stub_break(int code) { broken = code; }

int cuProfilerStart(void) { profiling = 1; return 0; }
int cuProfilerStop(void) { profiling = 0; return 0; }

int cuInit(unsigned flags) { (void)flags; return number("STUB_INIT", 0); }
int cuDriverGetVersion(int *version) { *version = number("STUB_VERSION", 13000); return 0; }
int cuDeviceGetCount(int *count) { *count = number("STUB_DEVICES", 1); return 0; }
int cuDeviceGet(int *device, int ordinal) { *device = ordinal; return ordinal < number("STUB_DEVICES", 1) ? 0 : 101; }
int cuDeviceGetName(char *name, int length, int device) {
    (void)device;
    snprintf(name, length, "%s", getenv("STUB_NAME") ? getenv("STUB_NAME") : "Stub GPU");
    return 0;
}
int cuDeviceGetPCIBusId(char *id, int length, int device) { snprintf(id, length, "0000:%x:00.0", 0x65 + device); return 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int device) { (void)device; *bytes = memory(); return 0; }

int cuDeviceGetUuid(unsigned char *uuid, int device) {
    for (int i = 0; i < 16; i++) uuid[i] = (unsigned char)(i * 17);
    uuid[15] -= device;
    return 0;
}

int cuDeviceGetAttribute(int *value, int attribute, int device) {
    (void)device;
    switch (attribute) {
        case 13: *value = 1980000; break;     /* clock, kHz */
        case 16: *value = 132; break;         /* multiprocessors */
        case 36: *value = 2619000; break;     /* clock of the memory, kHz */
        case 37: *value = 6144; break;        /* width of its bus */
        case 38: *value = number("STUB_L2", 50 << 20); break; /* second-level cache */
        case 75: *value = number("STUB_CAPABILITY", 90) / 10; break;
        case 76: *value = number("STUB_CAPABILITY", 90) % 10; break;
        case 81: *value = 233472; break;      /* shared memory of a multiprocessor */
        case 82: *value = 65536; break;       /* registers of a multiprocessor */
        case 97: *value = 232448; break;      /* shared memory of a block */
        default: return 1;
    }
    return 0;
}

int cuDevicePrimaryCtxRetain(void **result, int device) { (void)device; *result = &context; return broken; }
int cuDevicePrimaryCtxRelease_v2(int device) { (void)device; return 0; }
int cuCtxSetCurrent(void *ctx) { return ctx == &context ? broken : 201; }
int cuCtxSynchronize(void) { return broken; }
int cuStreamCreate(void **result, unsigned flags) { (void)flags; *result = &stream; return broken; }
int cuStreamSynchronize(void *which) { return which == &stream ? broken : 400; }
int cuStreamDestroy_v2(void *which) { (void)which; return broken; }

int cuEventCreate(Event **event, unsigned flags) { (void)flags; *event = calloc(1, sizeof(Event)); return broken; }
int cuEventRecord(Event *event, void *which) { event->seconds = now(); return which == &stream ? broken : 400; }
int cuEventSynchronize(Event *event) { (void)event; return broken; }
int cuEventDestroy_v2(Event *event) { free(event); return broken; }
int cuEventElapsedTime(float *milliseconds, Event *begin, Event *end) {
    *milliseconds = (float)((end->seconds - begin->seconds) * 1e3);
    return broken;
}

static size_t used(void) {
    size_t sum = 0;
    for (int i = 0; i < allocation_count; i++) sum += allocations[i].bytes;
    return sum;
}

int cuMemGetInfo_v2(size_t *available, size_t *total) {
    *total = memory();
    *available = *total - used();
    return broken;
}

/* A new one as long as there are some, so that records tell one piece of memory from another. */
static int free_slot(void) {
    if (allocation_count < MOST) return allocation_count;
    for (int i = 0; i < MOST; i++) {
        if (!allocations[i].address) return i;
    }
    return MOST;
}

int cuMemAlloc_v2(uint64_t *pointer, size_t bytes) {
    if (broken) return broken;
    int slot = free_slot();
    if (++attempts == number("STUB_ALLOCATION", -1) || used() + bytes > memory() || slot == MOST) return 2;
    char *address = aligned_alloc(256, (bytes + 255) / 256 * 256);
    if (!address) return 2;
    /* Not a number in any format, so that what is read before it is written shows. */
    if (bytes < 64 << 20) memset(address, 0xff, bytes);
    forget();
    allocations[slot].address = address;
    allocations[slot].bytes = bytes;
    if (slot == allocation_count) allocation_count++;
    *pointer = (uint64_t)(uintptr_t)address;
    return 0;
}

static int owner(uint64_t pointer, size_t bytes) {
    for (int i = 0; i < allocation_count; i++) {
        uint64_t start = (uint64_t)(uintptr_t)allocations[i].address;
        if (start && pointer >= start && pointer + bytes <= start + allocations[i].bytes) return i;
    }
    return -1;
}

int cuMemFree_v2(uint64_t pointer) {
    int which = owner(pointer, 0);
    if (broken) return broken;
    if (which < 0) return 1;
    free(allocations[which].address);
    allocations[which].address = NULL;
    allocations[which].bytes = 0;
    return 0;
}

int cuMemcpyHtoD_v2(uint64_t target, const void *source, size_t bytes) {
    if (broken) return broken;
    if (owner(target, bytes) < 0) return 1;
    forget();
    memcpy((void *)(uintptr_t)target, source, bytes);
    return 0;
}

int cuMemcpyDtoH_v2(void *target, uint64_t source, size_t bytes) {
    if (broken) return broken;
    if (owner(source, bytes) < 0) return 1;
    memcpy(target, (void *)(uintptr_t)source, bytes);
    return 0;
}

int cuMemsetD32Async(uint64_t target, unsigned value, size_t count, void *which) {
    if (broken) return broken;
    if (which != &stream || owner(target, count * 4) < 0) return 1;
    uint64_t words[] = {target, value, count};
    if (stub_seen(hashed(1, words, sizeof words))) return 0;
    for (size_t i = 0; i < count; i++) ((unsigned *)(uintptr_t)target)[i] = value;
    return 0;
}

/* The size in bytes of the parameter that a line of PTX declares. */
static int parameter(const char *line) {
    const char *bracket = strchr(line, '[');
    if (bracket) return atoi(bracket + 1);
    return strstr(line, ".u64") || strstr(line, ".b64") || strstr(line, ".s64") ? 8 : 4;
}

/* Finds the kernels and the sizes of their parameters in PTX. */
static void parse(const char *ptx) {
    for (const char *at = strstr(ptx, ".entry "); at; at = strstr(at + 1, ".entry ")) {
        Kernel *kernel = &kernels[kernel_count++];
        const char *open = strchr(at, '('), *close = strchr(at, ')');
        snprintf(kernel->name, sizeof kernel->name, "%.*s", (int)(open - at - 7), at + 7);
        kernel->params = 0;
        for (const char *p = strstr(open, ".param"); p && p < close; p = strstr(p + 1, ".param")) {
            char line[256];
            snprintf(line, sizeof line, "%.*s", (int)strcspn(p, ",\n"), p);
            kernel->structs[kernel->params] = strchr(line, '[') != NULL;
            kernel->bytes[kernel->params++] = parameter(line);
        }
    }
}

int cuModuleLoadDataEx(void **module, const void *image, unsigned count, int *options, void **values) {
    int code = number("STUB_LOAD", 0);
    if (code) {
        for (unsigned i = 0; i < count; i++) {
            if (options[i] == 5) strcpy(values[i], "ptxas fatal : a line of the log\n");
        }
        return code;
    }
    parse(image);
    *module = kernels;
    return broken;
}

int cuModuleLoadData(void **module, const void *image) { return cuModuleLoadDataEx(module, image, 0, NULL, NULL); }

int cuModuleUnload(void *module) { (void)module; return broken; }

int cuModuleGetFunction(Kernel **function, void *module, const char *name) {
    (void)module;
    for (int i = 0; i < kernel_count; i++) {
        if (!strcmp(kernels[i].name, name)) {
            *function = &kernels[i];
            return broken;
        }
    }
    return 500;
}

int cuFuncSetAttribute(Kernel *function, int attribute, int value) {
    (void)function;
    return attribute == 9 || (attribute == 8 && value <= 232448) ? broken : 1;
}

static void record(const Kernel *kernel, const unsigned *grid, unsigned threads, unsigned shared, void **params) {
    const char *path = getenv("STUB_RECORD");
    if (!path) return;
    FILE *file = fopen(path, "a");
    fprintf(file, "%s %ux%ux%u %u %u", kernel->name, grid[0], grid[1], grid[2], threads, shared);
    for (int i = 0; i < kernel->params; i++) {
        if (kernel->bytes[i] == 8 && !kernel->structs[i]) {
            uint64_t pointer = *(uint64_t *)params[i];
            int which = owner(pointer, 1);
            if (!pointer) fprintf(file, " null");
            else if (which < 0) fprintf(file, " wild");
            else fprintf(file, " m%d", which + 1);
        } else {
            fprintf(file, " (");
            for (int word = 0; word < kernel->bytes[i] / 4; word++) {
                fprintf(file, word ? " %d" : "%d", ((int *)params[i])[word]);
            }
            fprintf(file, ")");
        }
    }
    fprintf(file, "\n");
    fclose(file);
}

static double multiplications(const Kernel *kernel, void **params) {
    int *shape = params[kernel->params - 1];
    if (strncmp(kernel->name, "conv_", 5) || kernel->bytes[kernel->params - 1] < 72) return 0;
    return (double)shape[0] * shape[4] * shape[5] * shape[6] * shape[7] * shape[8] * shape[1] / shape[15];
}

static double bytesReached(const Kernel *kernel, void **params) {
    double sum = 0;
    for (int i = 0; i < kernel->params; i++) {
        int which = kernel->bytes[i] == 8 && !kernel->structs[i] ? owner(*(uint64_t *)params[i], 1) : -1;
        sum += which < 0 ? 0 : (double)allocations[which].bytes;
    }
    return sum;
}

static uint64_t launchHash(const Kernel *kernel, const unsigned *grid, void **params) {
    uint64_t hash = hashed(hashed(2, kernel->name, strlen(kernel->name)), grid, 3 * sizeof *grid);
    for (int i = 0; i < kernel->params; i++) hash = hashed(hash, params[i], kernel->bytes[i]);
    return hash;
}

static void profile(const Kernel *kernel, const unsigned *grid, unsigned threads) {
    const char *path = getenv("STUB_PROFILE");
    if (!profiling || !path) return;
    FILE *file = fopen(path, "a");
    fprintf(file, "%s %u %u\n", kernel->name, grid[0] * grid[1] * grid[2], threads);
    fclose(file);
}

typedef int (*Emulation)(const char *name, const unsigned *grid, unsigned threads, unsigned shared, void **params);

static int emulate(const char *name, const unsigned *grid, unsigned threads, unsigned shared, void **params) {
    static Emulation emulation;
    const char *library = getenv("STUB_KERNELS");
    if (!library || !*library) return 0;
    if (!emulation) {
        void *handle = dlopen(library, RTLD_NOW);
        if (!handle) {
            fprintf(stderr, "%s\n", dlerror());
            return 999;
        }
        emulation = (Emulation)(uintptr_t)dlsym(handle, "emulated_launch");
    }
    return emulation(name, grid, threads, shared, params);
}

int cuLaunchKernel(Kernel *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                   unsigned shared, void *which, void **params, void **extra) {
    int failing = 0, code = 0;
    unsigned grid[3] = {gx, gy, gz};
    if (broken) return broken;
    /* Empty kernels that part cases from one another, on whatever stream. */
    if (!strncmp(function->name, "macjoule_case_", 14)) {
        profile(function, grid, bx);
        return 0;
    }
    if (which != &stream || by != 1 || bz != 1 || extra) return 1;
    if (getenv("STUB_LAUNCH")) sscanf(getenv("STUB_LAUNCH"), "%d:%d", &failing, &code);
    if (++launch_count == failing) {
        if (code >= 700 && code != 701) broken = code;
        return code;
    }
    record(function, grid, bx, shared, params);
    profile(function, grid, bx);
    double start = now(), largest = amount("STUB_LARGEST", 0);
    if (largest > 0 && strncmp(function->name, "probe_", 6)) {
        double products = multiplications(function, params), bytes = bytesReached(function, params);
        if (products > largest || bytes > largest || stub_seen(launchHash(function, grid, params))) {
            stub_pass(products, bytes);
            return 0;
        }
    }
    code = emulate(function->name, grid, bx, shared, params);
    busy += now() - start;
    return code;
}

int cuGetErrorName(int code, const char **name) {
    switch (code) {
        case 2: *name = "CUDA_ERROR_OUT_OF_MEMORY"; return 0;
        case 100: *name = "CUDA_ERROR_NO_DEVICE"; return 0;
        case 222: *name = "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"; return 0;
        case 700: *name = "CUDA_ERROR_ILLEGAL_ADDRESS"; return 0;
        case 701: *name = "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES"; return 0;
        case 719: *name = "CUDA_ERROR_LAUNCH_FAILED"; return 0;
        case 999: *name = "CUDA_ERROR_UNKNOWN"; return 0;
        default: *name = NULL; return 1;
    }
}
