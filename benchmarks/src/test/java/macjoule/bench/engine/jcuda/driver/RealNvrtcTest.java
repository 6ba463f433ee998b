package macjoule.bench.engine.jcuda.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import macjoule.bench.engine.cuda.HostLibraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The kernels compiled by a real NVRTC of CUDA 13, which takes half a minute and so has to be asked for; CONTRIBUTING tells how. */
@EnabledIfSystemProperty(named = "macjoule.real-nvrtc", matches = "true")
class RealNvrtcTest {
    private static final String NAME = "libnvrtc.so.13";

    /** Of the ELF header: its beginning, and the machine that CUDA's code is for. */
    private static final int MAGIC = 0x464c457f;

    private static final short CUDA = 190;

    @Test
    void makesMachineCodeOfEveryKernelForHopper() throws Exception {
        Path file = HostLibraries.ofThisHost()
                .find(NAME)
                .orElseThrow(() -> new AssertionError("this host has no " + NAME + "; name its folder in "
                        + HostLibraries.OWN_FOLDER + " or leave out -Dmacjoule.real-nvrtc=true"));
        NvrtcLibrary library = new NvrtcLibrary(file);
        assertThat(library.architectures()).contains(90);
        byte[] code = library.compile(KernelCode.source(), "kernels.cu", "sm_90a");
        ByteBuffer header = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.getInt(0)).isEqualTo(MAGIC);
        assertThat(header.getShort(18)).isEqualTo(CUDA);
        // Each kernel has a section of its own, named after it.
        String sections = new String(code, StandardCharsets.ISO_8859_1);
        assertThat(kernels())
                .hasSizeGreaterThan(80)
                .allSatisfy(kernel -> assertThat(sections).contains("\0.text." + kernel + "\0"));
    }

    private static List<String> kernels() {
        String shipped = new String(KernelCode.shipped(90).terminated(), StandardCharsets.UTF_8);
        return Pattern.compile("\\.entry (\\w+)")
                .matcher(shipped)
                .results()
                .map(entry -> entry.group(1))
                .toList();
    }
}
