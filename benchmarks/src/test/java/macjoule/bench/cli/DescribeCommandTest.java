package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ratios of AlexNet are those of the compact-DNN paper's Table II, its layer-wise median that of the DI paper's Table V. */
class DescribeCommandTest {
    @Test
    void jsonHasTheCountsAndRatiosOfThePaper() throws IOException {
        JsonNode network = only(CommandLineRun.of("describe", "alexnet", "--format", "json"));
        assertThat(network.get("macs").longValue()).isEqualTo(722_941_184L);
        assertThat(network.get("params").longValue()).isEqualTo(60_965_228L);
        assertThat(network.get("activations").longValue()).isEqualTo(2_045_360L);
        assertThat(network.get("convention").textValue()).isEqualTo("paper");
        assertThat(network.get("weightReuse").doubleValue()).isCloseTo(11.86, within(0.005));
        assertThat(network.get("layerwise").get("layers").intValue()).isEqualTo(8);
        assertThat(network.get("layerwise").get("median").doubleValue()).isCloseTo(153.86, within(0.005));
        assertThat(network.get("coverage").doubleValue()).isEqualTo(1);
        assertThat(network.has("layers")).isFalse();
    }

    @Test
    void macsAndActivationsGrowWithTheBatchAndParametersDoNot() throws IOException {
        JsonNode one = only(CommandLineRun.of("describe", "alexnet", "--format", "json"));
        JsonNode four = only(CommandLineRun.of("describe", "alexnet", "--batch", "4", "--format", "json"));
        assertThat(four.get("macs").longValue()).isEqualTo(4 * one.get("macs").longValue());
        assertThat(four.get("activations").longValue())
                .isEqualTo(4 * one.get("activations").longValue());
        assertThat(four.get("params")).isEqualTo(one.get("params"));
        assertThat(four.get("activationReuse")).isEqualTo(one.get("activationReuse"));
        assertThat(four.get("efficiency")).isEqualTo(one.get("efficiency"));
        assertThat(four.at("/efficiency/batch").intValue()).isEqualTo(1);
    }

    @Test
    void layersAddUpToTheTotals() throws IOException {
        JsonNode network = only(CommandLineRun.of("describe", "mobilenet-v1", "--layers", "--format", "json"));
        long macs = 0;
        List<String> types = network.get("layers").findValuesAsText("type");
        for (JsonNode layer : network.get("layers")) {
            macs += layer.get("macs").longValue();
        }
        assertThat(macs).isEqualTo(network.get("macs").longValue()).isEqualTo(573_783_040L);
        assertThat(types.stream().filter("depthwise-convolution"::equals)).hasSize(13);
    }

    @Test
    void convFcCountsOnlyConvolutionsAndFullyConnectedLayers() throws IOException {
        JsonNode network =
                only(CommandLineRun.of("describe", "mobilenet-v2", "--convention", "conv-fc", "--format", "json"));
        assertThat(network.get("macs")).isEqualTo(network.get("macsConvFc"));
        // The Scale layers that only the paper's convention counts are 2.04 % of its total, the most of all networks.
        assertThat(1 - network.get("macs").doubleValue() / 438_035_424).isCloseTo(0.0204, within(5e-5));
        assertThat(network.get("params")).isEqualTo(network.get("weights"));
    }

    @Test
    void unknownRatiosAreNullWithAReason() throws IOException {
        JsonNode layers = only(CommandLineRun.of(
                        "describe", "alexnet", "--layers", "--convention", "conv-fc", "--format", "json"))
                .get("layers");
        JsonNode image = layers.get(0);
        assertThat(image.get("type").textValue()).isEqualTo("input");
        assertThat(image.get("intensity").isNull()).isTrue();
        assertThat(image.get("intensityReason").textValue()).isNotBlank();
    }

    @Test
    void aLayerCanBeDescribedByItself() throws IOException {
        JsonNode network = only(CommandLineRun.of(
                "describe",
                "--layer",
                "ci=96,hi=27,wi=27,co=256,hf=5,wf=5,stride=1,pad=2,groups=2",
                "--format",
                "json"));
        // AlexNet's second convolution: 27 x 27 x 256 outputs of 5 x 5 x 48 MACs each.
        assertThat(network.get("macs").longValue()).isEqualTo(27L * 27 * 256 * 5 * 5 * 48);
    }

    @Test
    void theTableNamesItsConvention() {
        CommandLineRun run = CommandLineRun.of("describe", "alexnet");
        assertThat(run.out())
                .startsWith("convention: paper, batch: 1, alpha: 0.8")
                .contains("722.94");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void csvHasTheNamesOfTheJson() {
        assertThat(CommandLineRun.of("describe", "alexnet", "--format", "csv").out())
                .startsWith("name,input,macs,params,activations,weightReuse,activationReuse");
        assertThat(CommandLineRun.of("describe", "alexnet", "nin", "--layers", "--format", "csv")
                        .out())
                .startsWith("network,name,type,in,out,")
                .contains("\nnin,");
    }

    @Test
    void boundsAreThoseThePaperDraws() throws IOException {
        JsonNode roofline = only(CommandLineRun.of("describe", "alexnet", "--gpu", "p4000", "--format", "json"))
                .get("roofline");
        assertThat(roofline.at("/arithmeticIntensity/paper/bound").textValue()).isEqualTo("memory");
        assertThat(roofline.at("/di/paper/bound").textValue()).isEqualTo("compute");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    describe alexnt                                   | 3 | did you mean alexnet
                    describe                                          | 2 | name a network
                    describe alexnet --batch 0                        | 2 | --batch
                    describe alexnet --batch two                      | 2 | --batch
                    describe alexnet --alpha 1.5                      | 3 | from 0 to 1
                    describe alexnet --input 3x224                    | 3 | 3x224x224
                    describe alexnet --input 3x0x224                  | 3 | positive
                    describe alexnet --input 3x5x5                    | 3 | network alexnet, layer conv1
                    describe alexnet --convention netscope            | 2 | paper, conv-fc
                    describe alexnet --gpu h20                        | 3 | did you mean h200
                    describe alexnet --gpu no/such.json               | 3 | no/such.json
                    describe --layer ci=96,hi=27                      | 3 | is missing
                    describe --layer ci=1,hi=2,wi=2,co=1,hf=3,wf=3    | 3 | does not fit
                    describe --layer ci=1,hi=9,wi=9,co=1,hf=3,wf=3,stride=0 | 3 | stride=0
                    describe no/such.onnx                             | 3 | no/such.onnx
                    describe alexnet --nonsense                       | 2 | --nonsense
                    describe alexnet --layers --efficiency            | 2 | --efficiency
                    describe alexnet --layers --gpu v100              | 2 | --gpu
                    describe alexnet --efficiency --gpu v100 --format csv | 2 | --gpu
                    describe alexnet --efficiency --batch 4           | 2 | --batch
                    describe --layer ci=1,hi=9,wi=9,co=1,hf=3,wf=3 --input 3x8x8 | 2 | --input
                    describe gnmt                                     | 3 | macjoule training gnmt
                    describe resnet-50-keras                          | 3 | macjoule training resnet-50-keras
                    describe alexnet -o no/such/folder/out.json       | 3 | no such folder
                    """)
    void badInputIsOneClearLine(String command, int code, String part) {
        CommandLineRun run = CommandLineRun.of(command.split(" "));
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("macjoule: ").contains(part).hasLineCount(1);
    }

    @Test
    void aNetworkCanComeFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.json"), """
                {"schema": "macjoule.network/1", "name": "tiny", "layers": [
                  {"name": "image", "type": "input", "shape": "3x8x8"},
                  {"name": "conv", "type": "convolution", "filters": 4, "kernel": 3, "pad": 1}
                ]}
                """);
        JsonNode network = only(CommandLineRun.of("describe", file.toString(), "--format", "json"));
        assertThat(network.get("macs").longValue()).isEqualTo(8 * 8 * 4 * 3 * 3 * 3);
        assertThat(network.get("params").longValue()).isEqualTo(4 * 3 * 3 * 3 + 4);
    }

    @Test
    void anUnknownOperatorFailsUnlessLenientAndThenTheCoverageIsTold(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("odd.prototxt"), """
                name: "odd"
                input: "data" input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8
                layer { name: "conv" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 4 kernel_size: 1 } }
                layer { name: "odd" type: "Oddity" bottom: "conv" top: "odd" }
                """);
        CommandLineRun strict = CommandLineRun.of("describe", file.toString());
        assertThat(strict.code()).isEqualTo(3);
        assertThat(strict.err())
                .contains("Oddity")
                .contains(file.toString())
                .contains("--lenient")
                .hasLineCount(1);
        CommandLineRun lenient = CommandLineRun.of("describe", file.toString(), "--lenient", "--format", "json");
        assertThat(only(lenient).get("coverage").doubleValue()).isLessThan(1).isPositive();
        assertThat(lenient.err()).contains("odd").doesNotContain("counts cover");
        String covered = "odd: counts cover 50.0 % of its layers; the others were passed over";
        assertThat(CommandLineRun.ok("describe", file.toString(), "--lenient").out())
                .contains(covered);
        assertThat(CommandLineRun.ok("describe", file.toString(), "--lenient", "--layers")
                        .out())
                .contains(covered);
        assertThat(CommandLineRun.ok("describe", file.toString(), "--lenient", "--format", "csv")
                        .err())
                .contains("macjoule: " + covered);
        assertThat(CommandLineRun.ok("describe", "alexnet").out()).doesNotContain("counts cover");
    }

    private static JsonNode only(CommandLineRun run) throws IOException {
        assertThat(run.code()).isZero();
        JsonNode document = run.json();
        assertThat(document.get("schema").textValue()).isEqualTo("macjoule.describe/1");
        assertThat(document.get("networks")).hasSize(1);
        return document.get("networks").get(0);
    }
}
