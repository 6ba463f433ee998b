package macjoule.bench.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarPartTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "macjoule/bench/cli/Main.class, KEPT",
        "macjoule/bench/engine/jcuda/kernels.cu, KEPT",
        "macjoule/bench/engine/jcuda/kernels.compute_60.ptx, KEPT",
        "META-INF/BenchmarkList, KEPT",
        "META-INF/maven/org.bytedeco/cuda/pom.properties, KEPT",
        "META-INF/LICENSE, KEPT",
        "org/bytedeco/cuda/global/cudnn.class, KEPT",
        "org/openjdk/jmh/Main.class, KEPT",
        "lib/libJCudaDriver-12.6.0-linux-x86_64.so, KEPT_LIBRARY",
        "org/bytedeco/cuda/linux-x86_64/libjnicudnn.so, LIBRARY",
        "org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so, LIBRARY",
        "com/sun/jna/linux-x86-64/libjnidispatch.so, LIBRARY",
        "com/sun/jna/win32-x86-64/jnidispatch.dll, DROPPED",
        "com/sun/jna/aix-ppc/libjnidispatch.a, DROPPED",
        "org/bytedeco/cuda/linux-x86_64/libjnicusolver.so, DROPPED",
        "org/bytedeco/openblas/linux-x86_64/libopenblas.so.0, DROPPED",
        "org/nd4j/linalg/factory/Nd4j.class, DROPPED",
        "macjoule/bench/engine/nd4j/Nd4jEngine.class, DROPPED"
    })
    void entriesGoWhereTheyBelong(String entry, JarPart part) {
        assertThat(JarPart.of(entry)).isEqualTo(part);
    }

    @Test
    void servicesLoseTheProvidersThatAreDropped() throws IOException {
        Path jar = jar(Map.of(
                "META-INF/services/macjoule.bench.engine.Engine",
                "macjoule.bench.engine.reference.ReferenceEngine\nmacjoule.bench.engine.nd4j.Nd4jEngine\n",
                "META-INF/MANIFEST.MF",
                "Main-Class: macjoule.bench.cli.Main\n",
                "com/sun/jna/linux-x86-64/libjnidispatch.so",
                "library",
                "org/nd4j/Dropped.class",
                ""));
        Path slim = folder.resolve("slim.jar");
        SlimJar.write(jar, slim, folder);
        assertThat(content(slim))
                .containsOnlyKeys("META-INF/MANIFEST.MF", "META-INF/services/macjoule.bench.engine.Engine")
                .containsEntry(
                        "META-INF/services/macjoule.bench.engine.Engine",
                        "macjoule.bench.engine.reference.ReferenceEngine\n");
        assertThat(folder.resolve("libjnidispatch.so")).hasContent("library");
        byte[] first = Files.readAllBytes(slim);
        SlimJar.write(jar, slim, folder);
        assertThat(slim).hasBinaryContent(first);
    }

    private Path jar(Map<String, String> entries) throws IOException {
        Path jar = folder.resolve("whole.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static Map<String, String> content(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .collect(Collectors.toMap(ZipEntry::getName, entry -> text(zip, entry), (a, b) -> a, TreeMap::new));
        }
    }

    private static String text(ZipFile zip, ZipEntry entry) {
        try (var in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
