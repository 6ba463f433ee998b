package macjoule.bench.engine.jcuda.driver;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** NVRTC as loaded from a file. Its functions have kept their form since CUDA 11.2, so any later version is called alike. */
final class NvrtcLibrary {
    private static final int OK = 0;

    private final NativeLibrary library;

    // Only held: what nobody holds is unloaded again.
    @SuppressWarnings("UnusedVariable")
    private final List<NativeLibrary> builtins;

    /**
     * Loads it.
     *
     * @throws LinkageError if that fails
     */
    NvrtcLibrary(Path file) throws IOException {
        library = NativeLibrary.getInstance(file.toString());
        builtins = builtins(file);
    }

    /** The part that NVRTC loads itself when it compiles, by a name that the loader may not find but for its being there already. */
    private static List<NativeLibrary> builtins(Path file) throws IOException {
        List<NativeLibrary> loaded = new ArrayList<>();
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(Objects.requireNonNull(file.getParent()), "libnvrtc-builtins.so.*")) {
            parts.forEach(part -> loaded.add(NativeLibrary.getInstance(part.toString())));
        }
        return loaded;
    }

    /** Why NVRTC cannot do what it was asked. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String reason) {
            super(reason);
        }
    }

    /** The version of CUDA that it belongs to. */
    record Version(int major, int minor) {
        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    Version version() {
        IntByReference major = new IntByReference();
        IntByReference minor = new IntByReference();
        check("nvrtcVersion", major, minor);
        return new Version(major.getValue(), minor.getValue());
    }

    /** The compute capabilities that it makes code for, major times ten plus minor. */
    List<Integer> architectures() {
        IntByReference count = new IntByReference();
        check("nvrtcGetNumSupportedArchs", count);
        int[] known = new int[count.getValue()];
        check("nvrtcGetSupportedArchs", known);
        return IntStream.of(known).boxed().toList();
    }

    /**
     * Compiles a program for one architecture, such as sm_90a, or to PTX for one such as compute_90.
     *
     * @throws Failure with the first line that the compiler has to say
     */
    byte[] compile(String source, String name, String architecture) {
        PointerByReference holder = new PointerByReference();
        check("nvrtcCreateProgram", holder, source, name, 0, Pointer.NULL, Pointer.NULL);
        try {
            Pointer program = holder.getValue();
            String[] options = {"--std=c++17", "--gpu-architecture=" + architecture};
            if (call("nvrtcCompileProgram", program, options.length, options) != OK) {
                throw new Failure("it does not compile the kernels for " + architecture + ": " + complaint(program));
            }
            return result(program, architecture.startsWith("sm_") ? "nvrtcGetCUBIN" : "nvrtcGetPTX");
        } finally {
            call("nvrtcDestroyProgram", holder);
        }
    }

    private String complaint(Pointer program) {
        byte[] log = result(program, "nvrtcGetProgramLog");
        return new String(log, StandardCharsets.UTF_8)
                .replace('\0', ' ')
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("it does not say why")
                .strip();
    }

    private byte[] result(Pointer program, String getter) {
        LongByReference bytes = new LongByReference();
        check(getter + "Size", program, bytes);
        try (Memory memory = new Memory(Math.max(1, bytes.getValue()))) {
            check(getter, program, memory);
            return memory.getByteArray(0, Math.toIntExact(bytes.getValue()));
        }
    }

    private void check(String function, Object... arguments) {
        int code = call(function, arguments);
        if (code != OK) {
            throw new Failure(function + " fails with code " + code);
        }
    }

    private int call(String function, Object... arguments) {
        return library.getFunction(function).invokeInt(arguments);
    }
}
