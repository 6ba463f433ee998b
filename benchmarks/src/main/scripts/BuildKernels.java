import static jcuda.nvrtc.JNvrtc.nvrtcCompileProgram;
import static jcuda.nvrtc.JNvrtc.nvrtcCreateProgram;
import static jcuda.nvrtc.JNvrtc.nvrtcGetPTX;
import static jcuda.nvrtc.JNvrtc.nvrtcGetProgramLog;
import static jcuda.nvrtc.JNvrtc.nvrtcVersion;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
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
            String ptx = "// " + file + " " + hash + "\n" + compile(file, source, architecture);
            Files.writeString(FOLDER.resolve(name + "." + architecture + ".ptx"), ptx);
            System.out.println(file + ", " + architecture + ": " + ptx.length() + " characters");
        }
    }

    private static String compile(String file, String source, String architecture) {
        nvrtcProgram program = new nvrtcProgram();
        nvrtcCreateProgram(program, source, file, 0, null, null);
        int result = nvrtcCompileProgram(
                program, 2, new String[] {"--gpu-architecture=" + architecture, "--std=c++17"});
        String[] text = new String[1];
        nvrtcGetProgramLog(program, text);
        System.err.print(text[0]);
        if (result != nvrtcResult.NVRTC_SUCCESS) {
            throw new IllegalStateException(nvrtcResult.stringFor(result));
        }
        nvrtcGetPTX(program, text);
        return text[0];
    }
}
