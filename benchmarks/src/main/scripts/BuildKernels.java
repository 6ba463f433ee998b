import static jcuda.nvrtc.JNvrtc.nvrtcCompileProgram;
import static jcuda.nvrtc.JNvrtc.nvrtcCreateProgram;
import static jcuda.nvrtc.JNvrtc.nvrtcGetPTX;
import static jcuda.nvrtc.JNvrtc.nvrtcGetProgramLog;
import static jcuda.nvrtc.JNvrtc.nvrtcVersion;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import jcuda.nvrtc.nvrtcProgram;
import jcuda.nvrtc.nvrtcResult;

/**
 * Compiles kernels.cu and probes.cu to the PTX that is shipped beside them. No GPU is needed, but NVRTC 12: later ones no longer know compute
 * capability 6.0, and their PTX asks for newer drivers. To be run from the root of the project, after it was built:
 *
 * <pre>
 * LD_LIBRARY_PATH=folder/of/libnvrtc.so.12 java -cp benchmarks/target/macjoule.jar benchmarks/src/main/scripts/BuildKernels.java
 * </pre>
 */
final class BuildKernels {
    private static final Path FOLDER = Path.of("benchmarks/src/main/resources/macjoule/bench/engine/jcuda");

    public static void main(String[] arguments) throws Exception {
        int[] major = new int[1];
        nvrtcVersion(major, new int[1]);
        if (major[0] != 12) {
            throw new IllegalStateException("this is NVRTC " + major[0] + "; put NVRTC 12 on LD_LIBRARY_PATH");
        }
        build("kernels", "compute_60", "compute_80", "compute_90a");
        build("probes", "compute_60");
    }

    private static void build(String name, String... architectures) throws Exception {
        String file = name + ".cu";
        String source = Files.readString(FOLDER.resolve(file));
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(source.getBytes("UTF-8")));
        Files.writeString(FOLDER.resolve(name + ".sha256"), hash + "\n");
        for (String architecture : architectures) {
            nvrtcProgram program = compiled(file, source, "--gpu-architecture=" + architecture);
            String[] text = new String[1];
            nvrtcGetPTX(program, text);
            String ptx = "// " + file + " " + hash + "\n" + text[0];
            Files.writeString(FOLDER.resolve(name + "." + architecture + ".ptx"), ptx);
            requireNoWaiting(file, source, architecture.replace("compute", "sm"));
            System.out.println(file + ", " + architecture + ": " + ptx.length() + " characters");
        }
    }

    /** The assembler says so where it has matrix instructions wait for one another; that of a test may be newer and do better. */
    private static void requireNoWaiting(String file, String source, String architecture) {
        nvrtcProgram program =
                compiled(file, source, "--gpu-architecture=" + architecture, "--ptxas-options=--verbose");
        String said = log(program);
        if (said.contains("Performance Loss")) {
            throw new IllegalStateException(file + " for " + architecture + ": " + said);
        }
    }

    private static nvrtcProgram compiled(String file, String source, String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("--std=c++17");
        nvrtcProgram program = new nvrtcProgram();
        nvrtcCreateProgram(program, source, file, 0, null, null);
        int result = nvrtcCompileProgram(program, options.size(), options.toArray(String[]::new));
        if (result != nvrtcResult.NVRTC_SUCCESS) {
            throw new IllegalStateException(nvrtcResult.stringFor(result) + "\n" + log(program));
        }
        return program;
    }

    private static String log(nvrtcProgram program) {
        String[] text = new String[1];
        nvrtcGetProgramLog(program, text);
        return text[0];
    }
}
