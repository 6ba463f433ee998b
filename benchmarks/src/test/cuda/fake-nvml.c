/*
 * Stands in for the management library beside the stand-in for the driver: GPUs that draw 100 W idle and 500 W at work, as the driver
 * of the same process tells, with readings that are renewed fifty times a second. Scripted by
 *   STUB_DEVICES=N        how many GPUs there are
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define IDLE 100.0
#define LOADED 500.0
#define PERIOD 0.02
#define MOST 8

typedef struct {
    uint32_t fieldId, scopeId;
    int64_t timestamp, latencyUsec;
    int32_t valueType, nvmlReturn;
    union { double d; uint32_t ui; uint64_t ull; } value;
} Field;

typedef struct { char busIdLegacy[16]; uint32_t domain, bus, device, pciDeviceId, pciSubSystemId; char busId[32]; } PciInfo;
typedef struct { uint32_t pid; uint64_t memory; uint32_t gpuInstance, computeInstance; } Process;

static int gpus[MOST];
static double renewed, lastBusy, joules, watts = IDLE;

static int count(void) { return getenv("STUB_DEVICES") ? atoi(getenv("STUB_DEVICES")) : 1; }
static int index_of(void *device) { return (int) ((int *) device - gpus); }

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static double busy(void) {
    static double (*seconds)(void);
    void *driver = seconds ? NULL : dlopen("libcuda.so.1", RTLD_LAZY | RTLD_NOLOAD);
    if (driver) seconds = (double (*)(void)) (uintptr_t) dlsym(driver, "stub_busy_seconds");
    return seconds ? seconds() : 0;
}

static void renew(void) {
    double time = now(), work = busy();
    if (renewed == 0) renewed = time;
    if (time - renewed < PERIOD) return;
    double share = (work - lastBusy) / (time - renewed);
    watts = IDLE + (LOADED - IDLE) * (share > 1 ? 1 : share < 0 ? 0 : share);
    joules += watts * (time - renewed);
    renewed = time;
    lastBusy = work;
}

int nvmlInit_v2(void) { return 0; }
int nvmlShutdown(void) { return 0; }
int nvmlSystemGetDriverVersion(char *text, uint32_t length) { snprintf(text, length, "580.65.06"); return 0; }
int nvmlDeviceGetCount_v2(uint32_t *devices) { *devices = count(); return 0; }

int nvmlDeviceGetHandleByIndex_v2(uint32_t index, void **device) {
    if ((int) index >= count()) return 2;
    *device = &gpus[index];
    return 0;
}

/* The same identifiers as the driver gives its devices. */
int nvmlDeviceGetUUID(void *d, char *text, uint32_t length) {
    snprintf(text, length, "GPU-00112233-4455-6677-8899-aabbccddee%02x", 0xff - index_of(d));
    return 0;
}

int nvmlDeviceGetPciInfo_v3(void *d, PciInfo *info) {
    snprintf(info->busId, sizeof info->busId, "00000000:%02X:00.0", 0x65 + index_of(d));
    return 0;
}

int nvmlDeviceGetHandleByUUID(const char *uuid, void **device) {
    char own[64];
    for (int i = 0; i < count(); i++) {
        nvmlDeviceGetUUID(&gpus[i], own, sizeof own);
        *device = &gpus[i];
        if (!strcmp(uuid, own)) return 0;
    }
    return 6;
}

int nvmlDeviceGetHandleByPciBusId_v2(const char *id, void **device) {
    PciInfo own;
    for (int i = 0; i < count(); i++) {
        nvmlDeviceGetPciInfo_v3(&gpus[i], &own);
        *device = &gpus[i];
        if (!strcmp(id, own.busId)) return 0;
    }
    return 6;
}

int nvmlDeviceGetName(void *d, char *text, uint32_t length) { (void) d; snprintf(text, length, "%s", getenv("STUB_NAME") ? getenv("STUB_NAME") : "Stub GPU"); return 0; }
int nvmlDeviceGetVbiosVersion(void *d, char *text, uint32_t length) { (void) d; snprintf(text, length, "96.00.61"); return 0; }
int nvmlDeviceGetTotalEnergyConsumption(void *d, uint64_t *mj) { (void) d; renew(); *mj = (uint64_t) (joules * 1e3) + 1000000; return 0; }
int nvmlDeviceGetPowerUsage(void *d, uint32_t *mw) { (void) d; renew(); *mw = (uint32_t) (watts * 1e3); return 0; }
int nvmlDeviceGetEnforcedPowerLimit(void *d, uint32_t *mw) { (void) d; *mw = 700000; return 0; }
int nvmlDeviceGetPowerManagementLimit(void *d, uint32_t *mw) { (void) d; *mw = 700000; return 0; }
int nvmlDeviceGetPowerManagementDefaultLimit(void *d, uint32_t *mw) { (void) d; *mw = 700000; return 0; }
int nvmlDeviceGetTemperature(void *d, int sensor, uint32_t *t) { (void) d; *t = 45 + sensor; return 0; }
int nvmlDeviceGetClockInfo(void *d, int type, uint32_t *mhz) { (void) d; *mhz = type == 2 ? 2619 : 1980; return 0; }
int nvmlDeviceGetMaxClockInfo(void *d, int type, uint32_t *mhz) { (void) d; *mhz = type == 2 ? 2619 : 1980; return 0; }
int nvmlDeviceGetCurrentClocksEventReasons(void *d, uint64_t *mask) { (void) d; *mask = 0; return 0; }
int nvmlDeviceGetMigMode(void *d, uint32_t *current, uint32_t *pending) { (void) d; *current = *pending = 0; return 0; }
int nvmlDeviceGetPerformanceState(void *d, int *state) { (void) d; *state = 0; return 0; }

int nvmlDeviceGetComputeRunningProcesses_v3(void *d, uint32_t *listed, Process *infos) {
    (void) d;
    if (*listed < 1) { *listed = 1; return 7; }
    *listed = 1;
    infos[0].pid = (uint32_t) getpid();
    return 0;
}

int nvmlDeviceGetFieldValues(void *d, int asked, Field *fields) {
    (void) d;
    renew();
    for (int i = 0; i < asked; i++) {
        fields[i].nvmlReturn = 0;
        switch (fields[i].fieldId) {
            case 83: fields[i].valueType = 3; fields[i].value.ull = (uint64_t) (joules * 1e3) + 1000000; break;
            case 185: case 186: fields[i].valueType = 1; fields[i].value.ui = (uint32_t) (watts * 1e3); break;
            default: fields[i].nvmlReturn = 3;
        }
    }
    return 0;
}
