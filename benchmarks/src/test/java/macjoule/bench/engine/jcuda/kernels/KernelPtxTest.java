package macjoule.bench.engine.jcuda.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The PTX that is shipped: made of this source, complete, and fit for the GPUs it is meant for. */
class KernelPtxTest {
    /**
     * The first and the last that each PTX is for, and what is mostly measured on, since each takes seconds; one of each generation
     * with {@code -Dmacjoule.every-architecture=true}. No ptxas knows all: that of CUDA 13 begins with 75, that of CUDA 12 ends before
     * 120 or with it. For those that it has dropped there is {@link BundledAssembler}.
     */
    private static final List<Integer> ARCHITECTURES = Boolean.getBoolean("macjoule.every-architecture")
            ? List.of(60, 70, 75, 80, 86, 89, 90, 100, 120)
            : List.of(60, 75, 80, 90, 120);

    /** Nothing, but for a word or two outside of all loops, by which versions of the assembler differ. */
    private static final int MOST_SPILLED_BYTES = 8;

    private static final Pattern ARCHITECTURE = Pattern.compile("'sm_(\\d+)'");
    private static final Set<Integer> known = new HashSet<>();
    private static Set<Integer> ptxas = Set.of();

    private static final Pattern RESOURCES = Pattern.compile(
            "entry function '(\\w+)' for '\\w+'\\R.*\\R\\s+(\\d+) bytes stack frame, (\\d+) bytes spill stores");

    @ParameterizedTest
    @CsvSource({"kernels, 60", "kernels, 80", "kernels, 90a", "probes, 60"})
    void isMadeOfTheSource(String name, String capability) throws IOException {
        String hash = KernelFiles.sha256(KernelFiles.FOLDER.resolve(name + ".cu"));

        assertThat(Files.readString(KernelFiles.FOLDER.resolve(name + ".sha256")))
                .as("regenerate the PTX as BuildKernels.java says")
                .isEqualToIgnoringNewLines(hash);
        assertThat(Files.readString(KernelFiles.ptx(name, capability))).startsWith("// " + name + ".cu " + hash);
    }

    @Test
    void lacksNothingButTensorCoresBeforeAmpereAndTheirGroupsBeforeHopper() throws IOException {
        assertThat(added("80", "60")).hasSize(15).allMatch(name -> name.matches("conv_(tf32|f16|bf16)_\\d.*"));
        assertThat(added("90a", "80")).hasSize(12).allMatch(name -> name.matches("conv_(tf32_.*x32|b?f16_.*x64)"));
    }

    private static Set<String> added(String capability, String before) throws IOException {
        Set<String> kernels = new HashSet<>(KernelFiles.entries(capability));
        assertThat(kernels).containsAll(KernelFiles.entries(before));
        kernels.removeAll(KernelFiles.entries(before));
        return kernels;
    }

    @ParameterizedTest
    @FieldSource("ARCHITECTURES")
    void assemblesWithoutSpilling(int architecture) throws IOException {
        requireNoSpilling(KernelFiles.ptx(capabilityFor(architecture)), architecture);
    }

    @ParameterizedTest
    @FieldSource("ARCHITECTURES")
    void probesAssembleWithoutSpilling(int architecture) throws IOException {
        requireNoSpilling(KernelFiles.ptx("probes", "60"), architecture);
    }

    private static void requireNoSpilling(Path ptx, int architecture) throws IOException {
        assumeTrue(known.contains(architecture), "no assembler here that knows sm_" + architecture);
        String report = assemble(ptx, architecture);
        // So it says where it has matrix instructions wait for one another.
        assertThat(report).doesNotContain("Performance Loss");

        Matcher resources = RESOURCES.matcher(report);
        Set<String> seen = new HashSet<>();
        while (resources.find()) {
            seen.add(resources.group(1));
            assertThat(Integer.parseInt(resources.group(3)))
                    .as("bytes spilled by %s", resources.group(1))
                    .isLessThanOrEqualTo(MOST_SPILLED_BYTES);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(KernelFiles.entries(ptx));
    }

    /** All architectures at once, since each takes seconds of one core. */
    @BeforeAll
    static void assembleEverywhere() throws IOException, InterruptedException {
        if (Tool.isPresent("ptxas")) {
            ptxas = ARCHITECTURE
                    .matcher(Tool.run("ptxas", "--help").text())
                    .results()
                    .map(match -> Integer.valueOf(match.group(1)))
                    .collect(Collectors.toSet());
        }
        known.addAll(ptxas);
        if (BundledAssembler.isPresent()) {
            known.addAll(BundledAssembler.ARCHITECTURES);
        }
        ARCHITECTURES.parallelStream()
                .filter(known::contains)
                .forEach(architecture -> assemble(KernelFiles.ptx(capabilityFor(architecture)), architecture));
    }

    private static String capabilityFor(int architecture) {
        return architecture == 90 ? "90a" : architecture < 80 ? "60" : "80";
    }

    /** What the assembler says of each kernel, kept until the PTX changes. */
    private static String assemble(Path ptx, int architecture) {
        try {
            Path report = KernelFiles.BUILD.resolve("sm_" + architecture + "-" + KernelFiles.sha256(ptx) + ".txt");
            if (!Files.exists(report)) {
                Files.createDirectories(KernelFiles.BUILD);
                Files.writeString(
                        report,
                        ptxas.contains(architecture)
                                ? byPtxas(ptx, architecture)
                                : BundledAssembler.assemble(ptx, architecture));
            }
            return Files.readString(report);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is for one architecture alone is assembled for that. */
    private static String name(Path ptx, int architecture) {
        return architecture + (ptx.toString().endsWith("a.ptx") ? "a" : "");
    }

    private static String byPtxas(Path ptx, int architecture) throws IOException, InterruptedException {
        Tool.Outcome outcome =
                Tool.run("ptxas", "-v", "-arch=sm_" + name(ptx, architecture), ptx.toString(), "-o", "/dev/null");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome.text();
    }
}
