package macjoule.bench.bundle;

import java.util.List;
import java.util.regex.Pattern;

/** What becomes of an entry of the jar in a bundle. */
enum JarPart {
    KEPT,
    /** Native libraries, which lie beside the runtime's own in a bundle. */
    LIBRARY,
    /** JCuda's libraries: beside the runtime's own for every JVM, and in the jar for the engine that takes them from there. */
    KEPT_LIBRARY,
    DROPPED;

    /** ND4J, DL4J, OpenBLAS, what only they need, our engines on them, and natives of other systems. */
    private static final List<String> DROPPED_PREFIXES = List.of(
            "org/nd4j/",
            "org/deeplearning4j/",
            "org/eclipse/deeplearning4j/",
            "org/bytedeco/openblas/",
            "org/tensorflow/",
            "tensorflow/",
            "onnx/",
            "com/google/flatbuffers/",
            "macjoule/bench/engine/nd4j/",
            "assets/",
            "ops.proto",
            "onnx.pbtxt",
            "onnxops.json",
            "nd4j-op-def.pbtxt",
            "META-INF/services/org.nd4j.",
            "META-INF/services/org.deeplearning4j.");

    /** Those of the CUDA presets that engines call. */
    private static final Pattern LIBRARIES =
            Pattern.compile("org/bytedeco/cuda/linux-x86_64/libjni(?:cudart|cublas|cudnn|nvrtc)\\.so"
                    + "|org/bytedeco/javacpp/linux-x86_64/libjnijavacpp\\.so"
                    + "|com/sun/jna/linux-x86-64/libjnidispatch\\.so");

    private static final Pattern LIBRARIES_OF_JCUDA = Pattern.compile("lib/[^/]+-linux-x86_64\\.so");

    private static final Pattern NATIVE = Pattern.compile(".*\\.(?:so(?:\\.\\d+)*|dll|dylib|jnilib|a)");

    static JarPart of(String entry) {
        if (LIBRARIES_OF_JCUDA.matcher(entry).matches()) {
            return KEPT_LIBRARY;
        }
        if (LIBRARIES.matcher(entry).matches()) {
            return LIBRARY;
        }
        boolean dropped =
                NATIVE.matcher(entry).matches() || DROPPED_PREFIXES.stream().anyMatch(entry::startsWith);
        return dropped ? DROPPED : KEPT;
    }
}
