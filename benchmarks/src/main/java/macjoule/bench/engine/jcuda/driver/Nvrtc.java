package macjoule.bench.engine.jcuda.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import jcuda.nvrtc.JNvrtc;
import jcuda.nvrtc.nvrtcProgram;
import jcuda.nvrtc.nvrtcResult;

/** Compiles the kernels for the very architecture of a GPU, on hosts that have NVRTC of CUDA 12. What it made is kept for later. */
final class Nvrtc {
    /** The system property that, set to false, has the shipped code used even so. */
    static final String SWITCH = "macjoule.nvrtc";

    private static final int OK = nvrtcResult.NVRTC_SUCCESS;

    private Nvrtc() {}

    /** Empty where it is not there, does not know the GPU or fails: then the shipped code serves. */
    static Optional<KernelCode> compile(int computeCapability) {
        if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
            return Optional.empty();
        }
        try {
            Natives.load("JNvrtc", () -> JNvrtc.setExceptionsEnabled(false));
            OptionalInt architecture = architecture(computeCapability);
            return architecture.isPresent() ? code(architecture.getAsInt()) : Optional.empty();
        } catch (LinkageError | IOException e) {
            return Optional.empty();
        }
    }

    /** The newest that is not newer than the GPU. */
    private static OptionalInt architecture(int computeCapability) {
        int[] count = new int[1];
        if (JNvrtc.nvrtcGetNumSupportedArchs(count) != OK) {
            return OptionalInt.empty();
        }
        int[] supported = new int[count[0]];
        return JNvrtc.nvrtcGetSupportedArchs(supported) == OK
                ? Arrays.stream(supported)
                        .filter(one -> one <= computeCapability)
                        .max()
                : OptionalInt.empty();
    }

    private static Optional<KernelCode> code(int architecture) throws IOException {
        int[] major = new int[1];
        int[] minor = new int[1];
        if (JNvrtc.nvrtcVersion(major, minor) != OK) {
            return Optional.empty();
        }
        String version = major[0] + "." + minor[0];
        String origin = "NVRTC " + version + ", compute_" + architecture;
        String source = KernelCode.source();
        Path kept = Natives.folder().resolve("kernels-" + hash(source) + "-" + version + "-" + architecture + ".ptx");
        if (Files.isRegularFile(kept)) {
            return Optional.of(new KernelCode(Files.readString(kept), origin));
        }
        Optional<String> ptx = translate(source, architecture);
        if (ptx.isPresent()) {
            Natives.place(kept, ptx.get().getBytes(StandardCharsets.UTF_8));
        }
        return ptx.map(text -> new KernelCode(text, origin));
    }

    private static Optional<String> translate(String source, int architecture) {
        nvrtcProgram program = new nvrtcProgram();
        String[] options = {"--std=c++17", "--gpu-architecture=compute_" + architecture};
        if (JNvrtc.nvrtcCreateProgram(program, source, "kernels.cu", 0, null, null) != OK) {
            return Optional.empty();
        }
        try {
            String[] ptx = new String[1];
            boolean done = JNvrtc.nvrtcCompileProgram(program, options.length, options) == OK
                    && JNvrtc.nvrtcGetPTX(program, ptx) == OK;
            return done ? Optional.ofNullable(ptx[0]) : Optional.empty();
        } finally {
            JNvrtc.nvrtcDestroyProgram(program);
        }
    }

    private static String hash(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
