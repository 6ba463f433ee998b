package macjoule.bench.engine.jcuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import macjoule.bench.energy.EnergyState;

/** A stand-in for the driver, compiled here on hosts that have a compiler, and processes that load it. */
final class StubDriver {
    private static final String PTX = "/macjoule/bench/engine/jcuda/kernels.compute_90a.ptx";
    private static final Path KERNELS =
            Path.of("src/main/resources/macjoule/bench/engine/jcuda/kernels.cu").toAbsolutePath();
    /** Compiling takes long, and several tests need the same. */
    private static final Path KEPT = Path.of("target", "kernels").toAbsolutePath();

    private static final Path EMULATION = Path.of("src/test/cuda").toAbsolutePath();

    private final Path folder;
    private final String tile;
    private final boolean nvrtc;

    private StubDriver(Path folder, String tile, boolean nvrtc) {
        this.folder = folder;
        this.tile = tile;
        this.nvrtc = nvrtc;
    }

    /** How a process ended. */
    record End(int code, List<String> lines) {}

    static StubDriver compile(Path folder) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the stand-in is for Linux");
        Path source = copy("cuda_stub.c", folder);
        Path library = folder.resolve("libcuda.so.1");
        assumeTrue(
                runs("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"), "no C compiler");
        return new StubDriver(folder, "auto", false);
    }

    /** With the kernels compiled for the processor, so that launches do what they are to do. */
    StubDriver withKernels() throws IOException, InterruptedException {
        Path source = copy("emulated_launch.cpp", folder);
        String names = resource(PTX)
                .lines()
                .filter(line -> line.contains(".entry "))
                .map(line -> "DO(" + line.replaceAll(".*\\.entry (\\w+).*", "$1") + ")")
                .collect(Collectors.joining(" "));
        Files.writeString(folder.resolve("names.h"), "#define EACH_KERNEL(DO) " + names + "\n");
        Path kept = KEPT.resolve("emulated-" + hash(source) + ".so");
        if (!Files.exists(kept)) {
            Files.createDirectories(KEPT);
            assumeTrue(compiled(source, kernels()), "no C++ compiler");
            Files.copy(kernels(), kept, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(kept, kernels(), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    private boolean compiled(Path source, Path library) throws InterruptedException {
        return runs(
                "g++",
                "-std=c++17",
                "-O1",
                "-w",
                "-shared",
                "-fPIC",
                "-DKERNELS=\"" + KERNELS + "\"",
                "-I" + EMULATION,
                "-I" + folder,
                "-o",
                library.toString(),
                source.toString());
    }

    /** Of all that the emulation is made of. */
    private UUID hash(Path source) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.list(EMULATION)) {
            for (Path file : Stream.concat(Stream.of(source, folder.resolve("names.h"), KERNELS), files.sorted())
                    .toList()) {
                content.write(Files.readAllBytes(file));
            }
        }
        return UUID.nameUUIDFromBytes(content.toByteArray());
    }

    /** Has layers computed in this tile. */
    StubDriver withTile(String size) {
        return new StubDriver(folder, size, nvrtc);
    }

    /** With a stand-in for NVRTC too, in a file of this name. Without it, that of the host must not be used, which takes long. */
    StubDriver withNvrtc(String name) throws IOException, InterruptedException {
        Path source = copy("nvrtc_stub.c", folder);
        Path library = Files.createDirectories(folder.resolve("nvrtc")).resolve(name);
        assumeTrue(runs("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString()), "no C compiler");
        Files.writeString(folder.resolve("code.ptx"), resource(PTX));
        return new StubDriver(folder, tile, true);
    }

    private Path kernels() {
        return folder.resolve("libkernels.so");
    }

    /** Runs a class of the tests or the program itself. */
    End run(Map<String, String> variables, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // Over in a moment: the optimising compiler would not pay.
                "-XX:TieredStopAtLevel=1",
                "-D" + TileChoice.PROPERTY + "=" + tile,
                "-Dmacjoule.nvrtc=" + nvrtc,
                "-Djmh.ignoreLock=true",
                // The GPU of one process is not that of another, whose tests may run at the same time.
                "-D" + EnergyState.PROPERTY + "=" + state(variables),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("CUDA_VISIBLE_DEVICES");
        builder.environment().putAll(environment());
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new End(process.waitFor(), Files.readAllLines(output, StandardCharsets.UTF_8));
    }

    /** What makes a process load it. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "LD_LIBRARY_PATH", folder.toString(),
                "XDG_CACHE_HOME", folder.toString(),
                "MACJOULE_CUDA_LIBRARIES", folder.resolve("nvrtc").toString(),
                "STUB_CODE", folder.resolve("code.ptx").toString()));
        if (Files.exists(kernels())) {
            variables.put("STUB_KERNELS", kernels().toString());
        }
        return variables;
    }

    /** A folder of its own, unless the test says where. */
    private String state(Map<String, String> variables) throws IOException {
        String named = variables.getOrDefault("JAVA_TOOL_OPTIONS", "");
        String option = "-D" + EnergyState.PROPERTY + "=";
        return named.startsWith(option)
                ? named.substring(option.length())
                : Files.createTempDirectory(folder, "state").toString();
    }

    private static Path copy(String name, Path folder) throws IOException {
        return Files.writeString(folder.resolve(name), resource(name));
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = StubDriver.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(content, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
