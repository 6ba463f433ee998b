package macjoule.bench.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts are those that NVIDIA's installers, Debian's packages and NVIDIA's Python packages make. */
class HostLibrariesTest {
    @TempDir
    private Path root;

    @Test
    void aBareHostHasNone() {
        assertThat(HostLibraries.of(root, Map.of()).find("libcudnn.so.9")).isEmpty();
    }

    @Test
    void findsThemInTheToolkit() throws IOException {
        Path library = library("usr/local/cuda-13.0/lib64/libcublas.so.13");
        assertThat(HostLibraries.of(root, Map.of()).find("libcublas.so.13")).contains(library);
    }

    @Test
    void takesTheNewestToolkitUnlessALinkChoosesAnother() throws IOException {
        library("usr/local/cuda-9.2/lib64/libcudart.so");
        Path newest = library("usr/local/cuda-13.0/lib64/libcudart.so");
        assertThat(HostLibraries.of(root, Map.of()).find("libcudart.so")).contains(newest);
        Path chosen = library("usr/local/cuda/lib64/libcudart.so");
        assertThat(HostLibraries.of(root, Map.of()).find("libcudart.so")).contains(chosen);
    }

    @Test
    void findsThemInTheEnvironmentOfThePythonOnThePath() throws IOException {
        Files.createDirectories(root.resolve("opt/torch/.venv/bin"));
        Files.createFile(root.resolve("opt/torch/.venv/bin/python3"));
        Path cudnn = library("opt/torch/.venv/lib/python3.12/site-packages/nvidia/cudnn/lib/libcudnn.so.9");
        Path cublas = library("opt/torch/.venv/lib/python3.12/site-packages/nvidia/cu13/lib/libcublas.so.13");
        HostLibraries libraries = HostLibraries.of(root, Map.of("PATH", "/usr/bin:/opt/torch/.venv/bin"));
        assertThat(libraries.find("libcudnn.so.9")).contains(cudnn);
        assertThat(libraries.find("libcublas.so.13")).contains(cublas);
    }

    @Test
    void followsALinkIntoAnEnvironment() throws IOException {
        Files.createDirectories(root.resolve("opt/torch/bin"));
        Files.createFile(root.resolve("opt/torch/bin/python3.12"));
        Files.createDirectories(root.resolve("usr/bin"));
        Files.createSymbolicLink(root.resolve("usr/bin/python3"), root.resolve("opt/torch/bin/python3.12"));
        Path cudnn = library("opt/torch/lib/python3.12/site-packages/nvidia/cudnn/lib/libcudnn.so.9");
        HostLibraries libraries = HostLibraries.of(root, Map.of("PATH", "/usr/bin"));
        assertThat(libraries.find("libcudnn.so.9").orElseThrow().toRealPath()).isEqualTo(cudnn.toRealPath());
    }

    /** /data/tools/bin/python3 -> /opt/venv/bin/python3 -> python3.12 -> /usr/bin/python3.12, as installers of programs and venv make them. */
    @Test
    void findsTheEnvironmentInTheMiddleOfTheWay() throws IOException {
        for (String folder : new String[] {"data/tools/bin", "opt/venv/bin", "usr/bin"}) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.createFile(root.resolve("usr/bin/python3.12"));
        Files.createSymbolicLink(root.resolve("opt/venv/bin/python3.12"), root.resolve("usr/bin/python3.12"));
        Files.createSymbolicLink(root.resolve("opt/venv/bin/python3"), Path.of("python3.12"));
        Files.createSymbolicLink(root.resolve("data/tools/bin/python3"), Path.of("../../../opt/venv/bin/python3"));
        Path cudnn = library("opt/venv/lib/python3.12/site-packages/nvidia/cudnn/lib/libcudnn.so.9");
        HostLibraries libraries = HostLibraries.of(root, Map.of("PATH", "/data/tools/bin"));
        assertThat(libraries.find("libcudnn.so.9")).contains(cudnn);
    }

    @Test
    void linksThatLeadInACircleAreLeft() throws IOException {
        Files.createDirectories(root.resolve("usr/bin"));
        Files.createSymbolicLink(root.resolve("usr/bin/python3"), Path.of("python3"));
        assertThat(HostLibraries.of(root, Map.of("PATH", "/usr/bin")).find("libcudnn.so.9"))
                .isEmpty();
    }

    @Test
    void findsWhatTheLoaderIsConfiguredFor() throws IOException {
        Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
        Files.writeString(root.resolve("etc/ld.so.conf.d/gds.conf"), "# of the toolkit\n/data/cuda/lib\n");
        Path library = library("data/cuda/lib/libcudnn.so.9");
        assertThat(HostLibraries.of(root, Map.of()).find("libcudnn.so.9")).contains(library);
    }

    @Test
    void whatTheUserNamesComesFirst() throws IOException {
        library("usr/local/cuda/lib64/libcudnn.so.9");
        Path own = library("data/cudnn/libcudnn.so.9");
        HostLibraries libraries = HostLibraries.of(root, Map.of(HostLibraries.OWN_FOLDER, "/data/cudnn"));
        assertThat(libraries.find("libcudnn.so.9")).contains(own);
    }

    private Path library(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
