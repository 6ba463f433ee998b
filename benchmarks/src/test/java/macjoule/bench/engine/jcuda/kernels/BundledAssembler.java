package macjoule.bench.engine.jcuda.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;

/** The assembler of CUDA 12.0, which comes with the bindings and knows the GPUs that the ptxas of later toolkits has dropped. */
final class BundledAssembler {
    static final Set<Integer> ARCHITECTURES = Set.of(60, 70);

    /** Newer than this it refuses, though code for these GPUs has nothing in it that is newer. */
    private static final String NEWEST_PTX = ".version 8.0";

    private BundledAssembler() {}

    /** Whether there is one for this system. */
    static boolean isPresent() {
        try {
            return JNvPTXCompiler.nvPTXCompilerGetVersion(new int[1], new int[1]) == 0;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** What it says of each kernel. */
    static String assemble(Path ptx, int architecture) throws IOException {
        byte[] text = Files.readString(ptx)
                .replaceFirst("(?m)^\\.version .*$", NEWEST_PTX)
                .concat("\0")
                .getBytes(StandardCharsets.UTF_8);
        nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
        assertThat(JNvPTXCompiler.nvPTXCompilerCreate(compiler, text.length, text))
                .isZero();
        String[] options = {"--gpu-name=sm_" + architecture, "--verbose"};
        int code = JNvPTXCompiler.nvPTXCompilerCompile(compiler, options.length, options);
        assertThat(code).as(errors(compiler)).isZero();
        long[] bytes = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(compiler, bytes);
        byte[] log = new byte[Math.toIntExact(bytes[0]) + 1];
        JNvPTXCompiler.nvPTXCompilerGetInfoLog(compiler, log);
        JNvPTXCompiler.nvPTXCompilerDestroy(compiler);
        // Later versions do not begin these lines with their name.
        return text(log).replaceAll("(?m)^ptxas +\\.", "");
    }

    private static String errors(nvPTXCompilerHandle compiler) {
        long[] bytes = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, bytes);
        byte[] log = new byte[Math.toIntExact(bytes[0]) + 1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, log);
        return text(log);
    }

    private static String text(byte[] log) {
        return new String(log, StandardCharsets.UTF_8).replace("\0", "");
    }
}
