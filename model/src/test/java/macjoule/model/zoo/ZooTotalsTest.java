package macjoule.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import macjoule.model.count.Convention;
import macjoule.model.count.Counts;
import macjoule.model.net.Network;
import macjoule.model.net.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Totals at batch 1 of the published definition files, as the Netscope analyser counts them; the DI paper's Table VIII is drawn
 * from the same tool.
 */
class ZooTotalsTest {

    @ParameterizedTest
    @CsvSource({
        "alexnet, 722941184, 60965228, 2045360",
        "vgg-16, 15470264320, 138357544, 28802512",
        "nin, 1105996320, 7595176, 3768459",
        "googlenet, 1586685952, 6998556, 10062768",
        "inception-v2, 2200376768, 11188224, 18026723",
        "inception-v3, 5722183584, 23834568, 41328315",
        "inception-v4, 12269063808, 42679816, 72564059",
        "resnet-50, 3868560384, 25557096, 46717904",
        "resnet-101, 7585899520, 44549160, 70601680",
        "resnet-152, 11304442880, 60192808, 100105168",
        "resnet-101-v2, 7816132096, 44541480, 69698512",
        "resnet-152-v2, 11534675456, 60185128, 99202000",
        "inception-resnet-v2, 13169313152, 55843464, 94723579",
        "resnext-50-32x4d, 4782866176, 25028904, 66770960",
        "resnext-101-32x4d, 9083512576, 44177704, 102022160",
        "densenet-121, 3080043552, 7978856, 69991720",
        "densenet-169, 3716167840, 14149480, 86356776",
        "squeezenet-1.0, 847596576, 1248424, 12295904",
        "squeezenet-1.1, 349151936, 1235496, 7198432",
        "sqnxt-23-1.0, 272816992, 717280, 17806032",
        "sqnxt-23-1.0-v5, 225096464, 930016, 14062416",
        "sqnxt-23-1.0-g, 220650848, 543072, 17806032",
        "sqnxt-23-2.0, 725980480, 2361728, 32206160",
        "sqnxt-23-2.0-v5, 703279520, 3222912, 24655888",
        "mobilenet-v1, 573783040, 4231976, 20324304",
        "mobilenet-v2, 438035424, 3505960, 35454192",
        "xception, 8378540648, 22855952, 98807835"
    })
    void totalsAreThoseOfTheSourceDefinition(String name, long macs, long params, long activations) {
        assertThat(Convention.PAPER.count(Zoo.find(name).orElseThrow().network()))
                .isEqualTo(new Counts(macs, params, activations));
    }

    @Test
    void ninAt224HasTheTotalsOfItsDefinitionAtThatSize() {
        Network nin = Zoo.find("nin").orElseThrow().network(new Shape(3, 224, 224));
        assertThat(Convention.PAPER.count(nin)).isEqualTo(new Counts(1100188800L, 7595176, 3701616));
    }
}
