package macjoule.model.delta;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import macjoule.model.delta.PaperLayers.PaperLayer;
import macjoule.model.gpu.GpuSpec;
import macjoule.model.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the DeLTA paper says of the layers of its four networks (Section VII), at a batch of 256. */
class DeltaClaimsTest {
    private static final Delta DELTA = Delta.paper(DeltaOptions.PAPER);

    private static Stream<Prediction> predictions(Delta delta, GpuSpec gpu) {
        return PaperLayers.all().stream().map(layer -> delta.predict(layer.dims(256), gpu));
    }

    private static List<String> boundBy(Bottleneck bottleneck, Delta delta, GpuSpec gpu) {
        return predictions(delta, gpu)
                .filter(prediction -> prediction.bottleneck() == bottleneck)
                .map(prediction -> prediction.layer().name())
                .toList();
    }

    /** AlexNet 5, VGG-16 13, GoogLeNet 57 and ResNet-152 155 convolutions; 83 distinct ones. */
    @ParameterizedTest
    @CsvSource({"alexnet, 5, 5", "vgg-16, 9, 13", "googlenet, 49, 57", "resnet-152, 20, 155"})
    void theNetworksHaveTheirLayers(String network, int distinct, int all) {
        List<PaperLayer> layers = PaperLayers.of(network);
        assertThat(layers).hasSize(distinct).extracting(PaperLayer::spec).doesNotHaveDuplicates();
        assertThat(layers.stream().mapToInt(PaperLayer::count).sum()).isEqualTo(all);
        assertThat(PaperLayers.all()).hasSize(83);
    }

    /** Distinct sizes and how often they occur are those of the zoo, whose AlexNet alone differs: it has groups. */
    @ParameterizedTest
    @ValueSource(strings = {"vgg-16", "googlenet", "resnet-152"})
    void theLayersAreThoseOfTheZoo(String network) {
        Map<String, Long> ofZoo = ConvDims.of(Zoo.find(network).orElseThrow().network(), 256).stream()
                .filter(layer -> layer.input().height() > 1)
                .collect(groupingBy(layer -> sizes(layer), counting()));
        Map<String, Long> ofPaper = PaperLayers.of(network).stream()
                .collect(toMap(layer -> sizes(layer.dims(256)), layer -> (long) layer.count()));
        assertThat(ofPaper).isEqualTo(ofZoo);
    }

    private static String sizes(ConvDims layer) {
        return layer.input() + " " + layer.filters() + " " + layer.window();
    }

    /** Whoever looks up a GPU can predict on it. */
    @ParameterizedTest
    @MethodSource("macjoule.model.gpu.GpuCatalogue#all")
    void everyGpuOfTheCatalogueWillDo(GpuSpec gpu) {
        assertThat(predictions(DELTA, gpu)).hasSize(83).allMatch(prediction -> prediction.timeSeconds() > 0);
    }

    /** The paper: arithmetic bounds 90 % of the layers. Here 226 of 249. */
    @ParameterizedTest
    @CsvSource({"TITANXp, 72", "P100, 81", "V100, 73"})
    void arithmeticBoundsMostLayers(String gpu, int layers) {
        assertThat(boundBy(Bottleneck.MAC_BW, DELTA, TestGpus.named(gpu))).hasSize(layers);
    }

    @Test
    void l1BandwidthBoundsOnlyAlexNetsFirstLayerOnTheTitanXp() {
        assertThat(boundBy(Bottleneck.L1_BW, DELTA, TestGpus.titanXp())).containsExactly("alex_conv1");
        assertThat(boundBy(Bottleneck.L1_BW, DELTA, TestGpus.v100())).isEmpty();
    }

    /** Only with Fig. 6's narrow tile for 96 filters, which is what tells its two readings apart. */
    @Test
    void widerTilesWouldNotBoundAlexNetsFirstLayerByL1() {
        Delta mono = DELTA.withTiles(TileSelector.MONO);
        assertThat(boundBy(Bottleneck.L1_BW, mono, TestGpus.titanXp())).doesNotContain("alex_conv1");
    }

    /** All of them 1x1 layers with the narrowest tile. */
    @Test
    void dramBandwidthBoundsGoogLeNetsReductions() {
        assertThat(predictions(DELTA, TestGpus.titanXp())
                        .filter(prediction -> prediction.bottleneck() == Bottleneck.DRAM_BW))
                .hasSize(10)
                .allMatch(prediction -> prediction.layer().pointwise())
                .allMatch(prediction -> prediction.layer().name().startsWith("goog_"))
                .allMatch(prediction -> prediction.tile().equals(Tile.T128X32));
    }

    /** A loaded memory answers later, and then latency bounds GoogLeNet layers too, as the paper finds. */
    @ParameterizedTest
    @CsvSource({"500, 72, 10, 0", "650, 70, 9, 3", "800, 64, 9, 9", "1000, 50, 5, 27"})
    void memoryLatencyDecidesHowManyLayersItBounds(double cycles, int mac, int bandwidth, int latency) {
        Delta loaded = Delta.paper(DeltaOptions.PAPER.withTime(TimeOptions.PAPER.withDramLatencyCycles(cycles)));
        GpuSpec gpu = TestGpus.titanXp();
        assertThat(boundBy(Bottleneck.MAC_BW, loaded, gpu)).hasSize(mac);
        assertThat(boundBy(Bottleneck.DRAM_BW, loaded, gpu)).hasSize(bandwidth);
        assertThat(boundBy(Bottleneck.DRAM_LAT, loaded, gpu)).hasSize(latency);
    }

    /** Section VII.A: prior models send all L1 traffic to memory, most wrongly for large filters. */
    @Test
    void aMissRateOfOneSendsAllTrafficToMemory() {
        Delta prior = Delta.missRate(1, DeltaOptions.PAPER);
        assertThat(predictions(prior, TestGpus.titanXp()))
                .allMatch(prediction -> prediction.dramBytes() == prediction.l1Bytes())
                .allMatch(prediction -> prediction.l1MissRate() == 1 && prediction.l2MissRate() == 1);
    }

    /** Fig. 15b: prior models over-predict times by 1.8x on average and up to 7x. */
    @Test
    void aMissRateOfOneOverPredictsTimesAsThePaperSays() {
        Delta prior = Delta.missRate(1, DeltaOptions.PAPER);
        GpuSpec gpu = TestGpus.titanXp();
        DoubleSummaryStatistics ratios = PaperLayers.all().stream()
                .map(layer -> layer.dims(256))
                .mapToDouble(layer -> prior.predict(layer, gpu).timeSeconds()
                        / DELTA.predict(layer, gpu).timeSeconds())
                .summaryStatistics();
        assertThat(ratios.getMin()).isGreaterThanOrEqualTo(1);
        assertThat(ratios.getAverage()).isCloseTo(1.8, within(0.1));
        assertThat(ratios.getMax()).isBetween(5.0, 7.0);
    }
}
