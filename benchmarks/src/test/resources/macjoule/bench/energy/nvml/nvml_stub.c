/* A stand-in for libnvidia-ml with one GPU, to exercise the binding. It lacks some functions on purpose. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    uint32_t fieldId, scopeId;
    int64_t timestamp, latencyUsec;
    int32_t valueType, nvmlReturn;
    union { double d; uint32_t ui; uint64_t ull; int32_t si; uint16_t us; } value;
} Field;

typedef struct { char busIdLegacy[16]; uint32_t domain, bus, device, pciDeviceId, pciSubSystemId; char busId[32]; } PciInfo;
typedef struct { uint32_t pid; uint64_t memory; uint32_t gpuInstance, computeInstance; } Process;

/* What every function of a device returns, after having written its answer all the same. */
int stub_code = 0;
/* What nvmlInit_v2 returns. */
int stub_init_code = 0;
/* The arguments of the last clock lock. */
int stub_lock[2] = {0, 0};

/* The Xid of the next event, or 0. */
uint64_t stub_xid = 0;

/* Whether starting takes the word that no GPU is fine. */
int stub_needs_flag = 0;

static int gpu, instance, events;
static uint64_t energy = 5000000000000ULL; /* more than 32 bits */

typedef struct { void *device; uint64_t type, data; uint32_t gpuInstance, computeInstance; } Event;

int nvmlInit_v2(void) { return stub_needs_flag ? 28 : stub_init_code; }
int nvmlInitWithFlags(uint32_t flags) { return flags == 1 ? stub_init_code : nvmlInit_v2(); }
const char *nvmlErrorString(int code) { return code == 77 ? "the stub is tired" : "?"; }
int nvmlSystemGetNVMLVersion(char *text, uint32_t length) { snprintf(text, length, "13.580.65.06"); return 0; }
int nvmlSystemGetCudaDriverVersion_v2(int *version) { *version = 12060; return 0; }
int nvmlShutdown(void) { return 0; }
int nvmlSystemGetDriverVersion(char *text, uint32_t length) { snprintf(text, length, "580.65.06"); return 0; }
int nvmlDeviceGetCount_v2(uint32_t *count) { *count = 1; return 0; }
int nvmlDeviceGetHandleByIndex_v2(uint32_t index, void **device) { *device = &gpu; return index == 0 ? stub_code : 2; }

int nvmlDeviceGetHandleByUUID(const char *uuid, void **device) {
    *device = strncmp(uuid, "MIG-", 4) == 0 ? &instance : &gpu;
    return strcmp(uuid + 3, "-12345678-1234-1234-1234-123456789abc") == 0 ? stub_code : 6;
}

int nvmlDeviceIsMigDeviceHandle(void *d, uint32_t *is) { *is = d == &instance; return stub_code; }
int nvmlDeviceGetDeviceHandleFromMigDeviceHandle(void *d, void **device) { *device = &gpu; return d == &instance ? stub_code : 2; }

/* Not in order, as nothing promises one. */
int nvmlDeviceGetSupportedMemoryClocks(void *d, uint32_t *count, uint32_t *clocks) {
    if (*count < 2) { return 7; }
    *count = 2;
    clocks[0] = 2619;
    clocks[1] = 3201;
    return d == &gpu ? stub_code : 2;
}
int nvmlDeviceGetSupportedGraphicsClocks(void *d, uint32_t memory, uint32_t *count, uint32_t *clocks) {
    if (*count < 3) { return 7; }
    *count = 3;
    clocks[0] = 345;
    clocks[1] = 1980;
    clocks[2] = 1965;
    return d == &gpu && memory == 3201 ? stub_code : 2;
}
int nvmlDeviceGetViolationStatus(void *d, int policy, uint64_t *times) {
    times[0] = 1;
    times[1] = 7000000000ULL + policy;
    return d == &gpu ? stub_code : 2;
}

int nvmlDeviceGetHandleByPciBusId_v2(const char *id, void **device) {
    *device = &gpu;
    return strcmp(id, "00000000:65:00.0") == 0 ? stub_code : 6;
}

int nvmlDeviceGetName(void *d, char *text, uint32_t length) { snprintf(text, length, "Stub GPU"); return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetUUID(void *d, char *text, uint32_t length) {
    snprintf(text, length, "GPU-12345678-1234-1234-1234-123456789abc");
    return d == &gpu ? stub_code : 2;
}
int nvmlDeviceGetVbiosVersion(void *d, char *text, uint32_t length) { snprintf(text, length, "96.00.61"); return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetPciInfo_v3(void *d, PciInfo *info) { strcpy(info->busId, "00000000:65:00.0"); return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetTotalEnergyConsumption(void *d, uint64_t *mj) { *mj = energy; energy += 25; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetPowerUsage(void *d, uint32_t *mw) { *mw = 250000; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetEnforcedPowerLimit(void *d, uint32_t *mw) { *mw = 3000000000U; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetTemperature(void *d, int sensor, uint32_t *t) { *t = 61 + sensor; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetClockInfo(void *d, int type, uint32_t *mhz) { *mhz = 1000 + 100 * type; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetCurrentClocksThrottleReasons(void *d, uint64_t *mask) { *mask = 0x24; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetMigMode(void *d, uint32_t *current, uint32_t *pending) { *current = 0; *pending = 1; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetPowerManagementLimitConstraints(void *d, uint32_t *min, uint32_t *max) {
    *min = 200000;
    *max = 700000;
    return d == &gpu ? stub_code : 2;
}
int nvmlDeviceGetCudaComputeCapability(void *d, int *major, int *minor) { *major = 9; *minor = 0; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetMemoryInfo(void *d, uint64_t *memory) {
    memory[0] = 150754820096ULL;
    memory[1] = 150754820095ULL;
    memory[2] = 1;
    return d == &gpu ? stub_code : 2;
}
int nvmlDeviceGetUtilizationRates(void *d, uint32_t *rates) { rates[0] = 97; rates[1] = 12; return d == &gpu ? stub_code : 2; }
int nvmlDeviceGetPerformanceState(void *d, int *state) { *state = 2; return 26; }

int nvmlDeviceGetComputeRunningProcesses_v3(void *d, uint32_t *count, Process *infos) {
    if (*count < 2) { return 7; }
    *count = 2;
    infos[0].pid = 4242;
    infos[1].pid = 4343;
    return d == &gpu ? stub_code : 2;
}

int nvmlDeviceGetFieldValues(void *d, int count, Field *fields) {
    for (int i = 0; i < count; i++) {
        fields[i].nvmlReturn = 0;
        switch (fields[i].fieldId) {
            case 83: fields[i].valueType = 3; fields[i].value.ull = 6000000000000ULL; break;
            case 185: fields[i].nvmlReturn = 3; fields[i].value.ui = 77; break;
            case 186: fields[i].valueType = 1; fields[i].value.ui = fields[i].scopeId == 0 ? 4000000000U : 9; break;
            case 74: fields[i].valueType = 6; fields[i].value.us = 65535; break;
            case 269: fields[i].valueType = 0; fields[i].value.d = 12.6; break;
            default: fields[i].nvmlReturn = 13;
        }
    }
    return d == &gpu ? stub_code : 2;
}

int nvmlDeviceSetGpuLockedClocks(void *d, uint32_t min, uint32_t max) {
    stub_lock[0] = min;
    stub_lock[1] = max;
    return d == &gpu ? stub_code : 2;
}
int nvmlDeviceResetGpuLockedClocks(void *d) { return d == &gpu ? 4 : 2; }

int nvmlEventSetCreate(void **set) { *set = &events; return stub_code; }
int nvmlDeviceRegisterEvents(void *d, uint64_t types, void *set) { return d == &gpu && types == 0x8 && set == &events ? stub_code : 2; }
int nvmlEventSetFree(void *set) { return set == &events ? 0 : 2; }
int nvmlEventSetWait_v2(void *set, Event *event, uint32_t milliseconds) {
    if (set != &events || milliseconds != 0) { return 2; }
    if (stub_xid == 0) { return 10; }
    event->device = &gpu;
    event->type = 0x8;
    event->data = stub_xid;
    stub_xid = 0;
    return stub_code;
}

/* Of power, 4 samples a millisecond apart, of which the driver's buffer takes 6; of other things, none. */
typedef struct { uint64_t timeStamp; union { double d; uint32_t ui; uint64_t ull; } value; } Sample;

int nvmlDeviceGetSamples(void *d, int type, uint64_t lastSeen, int32_t *valueType, uint32_t *count, Sample *samples) {
    if (d != &gpu || type == 5) { return d == &gpu ? 3 : 2; }
    if (samples == NULL) { *count = 6; return stub_code; }
    uint32_t n = 0;
    for (uint64_t i = 1; i <= 4; i++) {
        uint64_t time = 1700000000000000ULL + 1000 * i;
        if (time > lastSeen) {
            if (n == *count) { return 7; }
            samples[n].timeStamp = time;
            samples[n].value.ull = 0xffffffff00000000ULL; /* what lies beside a number of four bytes */
            samples[n++].value.ui = 200000 + i;
        }
    }
    *valueType = type == 7 ? 99 : 1;
    *count = n;
    return n == 0 ? 6 : stub_code;
}
