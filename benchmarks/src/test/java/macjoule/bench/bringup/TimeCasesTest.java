package macjoule.bench.bringup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeCasesTest {
    /** 64 channels of 224x224 in 256 images are 822 million values; VGG's second block has half of that. */
    @Test
    void thoseThatTakeTheHostLongestComeLast() {
        List<String> keys = TimeCases.keys(256);
        assertThat(keys)
                .hasSize(85)
                .doesNotHaveDuplicates()
                .startsWith("alexnet/fc6/n256", "vgg-16/fc6/n256")
                .endsWith("delta/vgg_conv2_2/n256", "delta/vgg_conv1_2/n256");
        // All but seven keep the order that mixes networks and sizes.
        assertThat(DeltaCases.keys(256)).containsSubsequence(keys.subList(2, 78));
    }
}
