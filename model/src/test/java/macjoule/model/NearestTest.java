package macjoule.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NETWORKS =
            List.of("alexnet", "resnet-50", "resnet-101", "resnet-152", "resnet-101-v2", "vgg-16", "nin", "xception");

    @Test
    void slipsOfTheFingerFindTheNameMeant() {
        assertThat(Nearest.names("alexnett", NETWORKS)).containsExactly("alexnet");
        assertThat(Nearest.names("xecption", NETWORKS)).containsExactly("xception");
        assertThat(Nearest.names("vgg16", NETWORKS)).containsExactly("vgg-16");
        assertThat(Nearest.names("ResNet_50", NETWORKS)).startsWith("resnet-50");
    }

    @Test
    void theClosestComesFirstAndThereAreThreeAtMost() {
        assertThat(Nearest.names("resnet-102", NETWORKS))
                .startsWith("resnet-101", "resnet-152")
                .hasSizeLessThan(4);
        assertThat(Nearest.names("resnet", NETWORKS)).hasSize(3).allMatch(name -> name.startsWith("resnet"));
    }

    @Test
    void nothingIsSuggestedForSomethingQuiteDifferent() {
        assertThat(Nearest.names("transformer", NETWORKS)).isEmpty();
        assertThat(Nearest.names("", NETWORKS)).isEmpty();
    }

    @Test
    void theHintNamesTheNearOnesOrElseAll() {
        assertThat(Nearest.hint("ninn", NETWORKS)).isEqualTo("did you mean nin?");
        assertThat(Nearest.hint("vgg-1", List.of("vgg-16", "vgg-19"))).isEqualTo("did you mean vgg-16 or vgg-19?");
        assertThat(Nearest.hint("bert", List.of("nin", "xception"))).isEqualTo("use one of nin, xception");
    }
}
