package macjoule.bench.engine.jcuda.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The kernels as a program for the processor, compiled once for each state of its sources. */
final class Emulation {
    private static final Path SOURCES = Path.of("src", "test", "cuda");

    private Emulation() {}

    /** Whether there is a C++ compiler with an address sanitizer. Of a library that it lacks, g++ prints the bare name. */
    static boolean isPossible() throws IOException, InterruptedException {
        return System.getProperty("os.name").equals("Linux")
                && Tool.isPresent("g++")
                && Tool.run("g++", "-print-file-name=libasan.so").text().contains("/");
    }

    static Path program() throws IOException, InterruptedException {
        return program("check_kernels.cpp", KernelFiles.SOURCE);
    }

    /** Compiles a main program of the emulation with the kernels that it checks. */
    static Path program(String main, Path kernels) throws IOException, InterruptedException {
        Path program = KernelFiles.BUILD.resolve(main + "-" + KernelFiles.sha256(sources(kernels)));
        if (!Files.exists(program)) {
            Files.createDirectories(KernelFiles.BUILD);
            Path unfinished = Files.createTempFile(KernelFiles.BUILD, "emulation", "");
            Tool.Outcome outcome = Tool.run(
                    "g++",
                    "-std=c++17",
                    "-O1",
                    "-fno-strict-aliasing",
                    "-fsanitize=address",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-Wno-unknown-pragmas",
                    "-DKERNELS=\"" + kernels.toAbsolutePath() + "\"",
                    SOURCES.resolve(main).toString(),
                    "-o",
                    unfinished.toString());
            if (outcome.exitCode() != 0) {
                throw new IOException("g++ does not compile the kernels:\n" + outcome.text());
            }
            Files.move(unfinished, program);
        }
        return program;
    }

    private static Path[] sources(Path kernels) throws IOException {
        List<Path> sources = new ArrayList<>(List.of(kernels));
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.sorted().forEach(sources::add);
        }
        return sources.toArray(Path[]::new);
    }
}
