/*
 * A stand-in for NVRTC. What it "compiles" is the file that STUB_CODE names. Environment variables script the rest:
 *   STUB_NVRTC=MM           the major version
 *   STUB_ARCHITECTURES=N    how many of 80, 90 and 100 it knows
 *   STUB_COMPILES=CODE      compiling returns it, with a line in the log; below 0 it ends the process
 * Beside the code it returns it prints what was asked of it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char LOG[] = "\nkernels.cu(7): error: a line of the log\n1 error detected\n";
static char *code;
static long code_bytes;
static int program, programs;

static int number(const char *name, int otherwise) {
    const char *text = getenv(name);
    return text ? atoi(text) : otherwise;
}

int nvrtcVersion(int *major, int *minor) { *major = number("STUB_NVRTC", 13); *minor = 0; return 0; }
int nvrtcGetNumSupportedArchs(int *count) { *count = number("STUB_ARCHITECTURES", 2); return 0; }

int nvrtcGetSupportedArchs(int *architectures) {
    const int known[] = {80, 90, 100};
    memcpy(architectures, known, number("STUB_ARCHITECTURES", 2) * sizeof(int));
    return 0;
}

int nvrtcCreateProgram(int **result, const char *source, const char *name, int headers, const char **texts, const char **names) {
    if (headers || texts || names || !strstr(source, "conv_f32_128x128x8")) return 3;
    programs++;
    *result = &program;
    printf("create %s\n", name);
    return 0;
}

int nvrtcCompileProgram(int *which, int count, const char **options) {
    if (which != &program) return 4;
    for (int i = 0; i < count; i++) printf("option %s\n", options[i]);
    fflush(stdout);
    if (number("STUB_COMPILES", 0) < 0) _Exit(7);
    if (number("STUB_COMPILES", 0)) return number("STUB_COMPILES", 0);
    FILE *file = fopen(getenv("STUB_CODE"), "rb");
    fseek(file, 0, SEEK_END);
    code_bytes = ftell(file);
    rewind(file);
    code = calloc(1, code_bytes + 1);
    code_bytes = fread(code, 1, code_bytes, file) + 1;
    fclose(file);
    return 0;
}

int nvrtcGetProgramLogSize(int *which, size_t *bytes) { *bytes = sizeof LOG; return which == &program ? 0 : 4; }
int nvrtcGetProgramLog(int *which, char *log) { strcpy(log, LOG); return which == &program ? 0 : 4; }
int nvrtcGetPTXSize(int *which, size_t *bytes) { *bytes = code_bytes; return which == &program ? 0 : 4; }
int nvrtcGetPTX(int *which, char *to) { printf("PTX\n"); memcpy(to, code, code_bytes); return which == &program ? 0 : 4; }
int nvrtcGetCUBINSize(int *which, size_t *bytes) { *bytes = code_bytes; return which == &program ? 0 : 4; }
int nvrtcGetCUBIN(int *which, char *to) { printf("CUBIN\n"); memcpy(to, code, code_bytes); return which == &program ? 0 : 4; }

int nvrtcDestroyProgram(int **which) {
    if (*which != &program) return 4;
    *which = NULL;
    printf("left %d\n", --programs);
    fflush(stdout);
    return 0;
}
