package macjoule.bench.bringup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongKernelsTest {
    @TempDir
    private Path folder;

    /** What only lacked memory may be right, and what a library computes is not ours to leave out. */
    @Test
    void thoseThatAreWrongOrGoAstrayAreLeftOut() throws IOException {
        Path file = Files.writeString(folder.resolve("selftest.csv"), """
                case,engine,kernel,maxRelativeError,tolerance,status,reason
                odd,jcuda-fp16,conv_f16_128x256x64,0.7,0.003,wrong,
                odd,jcuda-fp16,"conv_f16_256x128x64, sums in 9 parts",,0.003,lost,a kernel went outside its memory
                odd,jcuda-fp16,conv_f16_128x128x64,,0.003,failed,out of memory
                odd,jcuda-fp16,conv_f16_64x64x32,0.0001,0.003,ok,
                delta,jcuda-tf32,"conv_tf32_128x64x32, 3 channels as 4; reduce_splits_f32",0.2,0.003,wrong,
                squeezenet-1.1,jcuda,,0.2,0.00001,wrong,
                delta,cudnn,cuDNN 9.19 winograd,0.2,0.00001,wrong,
                """);
        assertThat(WrongKernels.in(file))
                .containsExactly("conv_f16_128x256x64", "conv_f16_256x128x64", "conv_tf32_128x64x32");
        assertThat(WrongKernels.flags(file))
                .containsExactly(
                        "-Dmacjoule.jcuda.without=conv_f16_128x256x64,conv_f16_256x128x64,conv_tf32_128x64x32");
    }

    @Test
    void withoutASelfTestNoneIs() {
        assertThat(WrongKernels.flags(folder.resolve("selftest.csv"))).isEmpty();
    }
}
