package macjoule.bench.engine.nd4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import macjoule.bench.engine.Availability;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The part of ND4J that computes: the CPU's, or with the build profile {@code nd4j-cuda} a GPU's. ND4J picks one when it is first
 * touched. If that fails it stays unusable in this JVM, and if CUDA fails beside a CPU backend it silently takes the CPU, so the
 * host is looked at before and the choice after.
 */
public final class Backend {
    private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";
    private static final String CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
    private static final String JAVACPP_LOGGER = "org.bytedeco.javacpp.logger";
    private static final List<String> EXTENSIONS = List.of("-onednn-avx2", "");

    private Backend() {}

    /** Whether the backend of this build can run here. Touches nothing of ND4J. */
    public static Availability probe() {
        return isOnClassPath(CUDA) ? CudaDevices.probe() : probeCpu();
    }

    private static Availability probeCpu() {
        if (!isOnClassPath(CPU)) {
            return Availability.no("this build holds no ND4J backend");
        }
        String platform = platform();
        String folder = "/org/nd4j/linalg/cpu/nativecpu/bindings/" + platform;
        String library = "/" + System.mapLibraryName("jnind4jcpu");
        if (EXTENSIONS.stream().noneMatch(extension -> isResource(folder + extension + library))) {
            return Availability.no("this build holds no ND4J library for " + platform + "; build it on this host");
        }
        return platform.equals("linux-x86_64") && !hasAvx2()
                ? Availability.no("the ND4J library of this build needs a CPU with AVX2")
                : Availability.yes();
    }

    /** Loads ND4J, if that has not happened yet, and makes sure that it took the backend of this build. */
    public static void load() {
        keepJavaCppQuiet();
        String expected = isOnClassPath(CUDA) ? CUDA : CPU;
        String actual = Nd4j.getBackend().getClass().getName();
        if (!actual.equals(expected)) {
            throw new IllegalStateException("ND4J took " + actual + " instead of " + expected);
        }
    }

    /**
     * The bindings of newer CUDA libraries need a newer JavaCPP than the one ND4J was built with, which JavaCPP warns about whenever
     * it is loaded. Its loader takes libraries of older versions, and what really fails throws; so its warnings go to the
     * logging framework, which here drops them, unless another place is asked for.
     */
    private static void keepJavaCppQuiet() {
        if (System.getProperty(JAVACPP_LOGGER) == null) {
            System.setProperty(JAVACPP_LOGGER, "slf4j");
        }
    }

    /** Waits for everything that was started. */
    public static void synchronise() {
        Nd4j.getExecutioner().commit();
    }

    private static boolean isOnClassPath(String type) {
        return isResource("/" + type.replace('.', '/') + ".class");
    }

    private static boolean isResource(String path) {
        return Backend.class.getResource(path) != null;
    }

    /** The name that JavaCPP, which loads the library, has for this operating system and processor. */
    private static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.contains("windows") ? "windows" : name.contains("mac") ? "macosx" : "linux";
        String arch = System.getProperty("os.arch");
        return system + "-" + (arch.equals("aarch64") ? "arm64" : "x86_64");
    }

    private static boolean hasAvx2() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.anyMatch(line -> line.startsWith("flags") && line.contains(" avx2"));
        } catch (IOException | UncheckedIOException e) {
            // Nothing known against it.
            return true;
        }
    }
}
