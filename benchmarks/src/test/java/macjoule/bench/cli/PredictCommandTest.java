package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layer is AlexNet's first as the DeLTA paper has it, which its Section VII finds bound by L1 on the TITAN Xp. */
class PredictCommandTest {
    private static final String CONV1 = "ci=3,hi=227,wi=227,co=96,hf=11,wf=11,stride=4,pad=0";

    @Test
    void predictsTheLayerThatIsBoundByL1() throws IOException {
        JsonNode document = json("predict", "--layer", CONV1, "--gpu", "titan-xp", "--format", "json");
        JsonNode layer = document.at("/layers/0");
        assertThat(document.get("batch").intValue()).isEqualTo(256);
        assertThat(document.get("model").textValue()).isEqualTo("delta");
        assertThat(layer.get("bottleneck").textValue()).isEqualTo("L1_BW");
        assertThat(layer.get("gemm").toString()).isEqualTo("[774400,96,363]");
        assertThat(layer.get("tile").toString()).isEqualTo("[128,32,4]");
        // By hand: 256 images of 3 channels of 227x227 floats, once for each of 3 tile columns, and the filters.
        assertThat(layer.get("dramBytes").doubleValue()).isEqualTo(4.0 * (256L * 3 * 227 * 227 * 3 + 363 * 96));
        assertThat(document.at("/totals/timeSeconds")).isEqualTo(layer.get("timeSeconds"));
    }

    @Test
    void layersThatTheModelDoesNotCoverAreLabelledAndNoneIsDropped() throws IOException {
        JsonNode layers = json("predict", "mobilenet-v1", "--gpu", "v100", "--format", "json", "--quiet")
                .get("layers");
        assertThat(layers).hasSize(28);
        assertThat(layers.get(1).get("notes").get(0).textValue()).contains("outside the paper");
        assertThat(CommandLineRun.of("predict", "mobilenet-v1", "--gpu", "v100").err())
                .contains("outside the model");
    }

    /** Nothing can be predicted of a network that only pools. */
    @Test
    void aNetworkWithoutConvolutionsIsRefused(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("pools.json"), """
                {"schema": "macjoule.network/1", "name": "pools", "layers": [
                  {"name": "image", "type": "input", "shape": "3x8x8"},
                  {"name": "pool", "type": "pooling", "mode": "max", "kernel": 2}
                ]}
                """).toString();
        String part = "no convolution and no fully connected layer: " + file;
        CommandLineRun.refused(part, "predict", file, "--gpu", "a100");
        CommandLineRun.refused(part, "predict", file, "--gpu", "a100", "--kernel", "tile=64x64x32");
        CommandLineRun.refused("no layers to predict", "explore", "--network", file);
    }

    @Test
    void aProfileOfNullIsRefused(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("null.json"), "null").toString();
        CommandLineRun.refused("it is null", "predict", "alexnet", "--gpu", "v100", "--profile", file);
        CommandLineRun.refused("it is null", "explore", "--profile", file);
        CommandLineRun.refused("it is null", "describe", "alexnet", "--alpha-from", file);
        CommandLineRun.refused("it is null", "calibrate", "alpha", "--published", "p100", "--profile-out", file);
    }

    /** Eq. 9 of the paper counts whole tiles, of which one image fills a single row of 128. */
    @Test
    void aMissRateAboveOneIsExplained() throws IOException {
        JsonNode layers = json("predict", "alexnet", "--gpu", "titan-xp", "--batch", "1", "--format", "json", "--quiet")
                .get("layers");
        JsonNode last = layers.get(layers.size() - 1);
        assertThat(last.get("l1MissRate").doubleValue()).isCloseTo(1.020, within(5e-4));
        assertThat(last.get("notes").toString()).contains("L1 miss rate above 1", "Eq. 9", "whole tiles");
        for (JsonNode layer : layers) {
            boolean above = layer.get("l1MissRate").doubleValue() > 1;
            assertThat(layer.get("notes").toString().contains("L1 miss rate above 1"))
                    .isEqualTo(above);
        }
    }

    @Test
    void aMissRateOfOneReadsEverythingAtEveryLevel() throws IOException {
        JsonNode layer = json("predict", "--layer", CONV1, "--gpu", "v100", "--model", "miss-rate", "--format", "json")
                .at("/layers/0");
        assertThat(layer.get("l1MissRate").doubleValue()).isEqualTo(1);
        assertThat(layer.get("dramBytes")).isEqualTo(layer.get("l1Bytes"));
    }

    @Test
    void deltaPlusTellsBetweenWhichBoundsL2Lies() throws IOException {
        JsonNode layer = json(
                        "predict",
                        "--layer",
                        CONV1,
                        "--gpu",
                        "titan-xp",
                        "--batch",
                        "4",
                        "--model",
                        "delta-plus",
                        "--format",
                        "json")
                .at("/layers/0");
        assertThat(layer.at("/l2BytesRange/0")).isEqualTo(layer.get("l2Bytes"));
        assertThat(layer.at("/l2BytesRange/1").doubleValue())
                .isGreaterThan(layer.at("/l2BytesRange/0").doubleValue());
    }

    @Test
    void aTensorCoreKernelCanBePredicted() throws IOException {
        JsonNode document = json(
                "predict",
                "--layer",
                "ci=256,hi=14,wi=14,co=256,hf=3,wf=3,pad=1",
                "--gpu",
                "h100",
                "--kernel",
                "tile=128x128x32,stages=4,type=fp16,layout=nhwc,cluster=2x1",
                "--format",
                "json");
        assertThat(document.at("/kernel/stages").intValue()).isEqualTo(4);
        // By hand: two bytes for each of 256x14x14x256 outputs need 2304 products; 989.4e12 FLOP/s are two for each.
        double fastest = 256.0 * 14 * 14 * 256 * 2304 * 2 / 989.4e12;
        assertThat(document.at("/layers/0/timeSeconds").doubleValue()).isGreaterThan(fastest);
    }

    @Test
    void whatAKernelDoesBesidesMultiplyingIsTold() throws IOException {
        JsonNode document = json(
                "predict",
                "--layer",
                "ci=64,hi=9,wi=128,co=128,hf=1,wf=1",
                "--batch",
                "1",
                "--gpu",
                "h100",
                "--kernel",
                "tile=128x128x32,type=fp16,split=2,sums=workspace,grid=persistent,epilogue=overlapped,swizzle=4,l2-partitions=2",
                "--format",
                "json");
        assertThat(document.at("/kernel/split").intValue()).isEqualTo(2);
        assertThat(document.at("/kernel/grid").textValue()).isEqualTo("persistent");
        assertThat(document.at("/kernel/epilogue").textValue()).isEqualTo("overlapped");
        assertThat(document.at("/kernel/swizzle").intValue()).isEqualTo(4);
        JsonNode layer = document.at("/layers/0");
        // By hand: two parts of 9x128x128 sums of 4 bytes are written and read again, then results of 2 bytes written.
        assertThat(layer.get("partialSumL2ReadBytes").doubleValue()).isEqualTo(2.0 * 9 * 128 * 128 * 4);
        assertThat(layer.get("l2WriteBytes").doubleValue()).isEqualTo(2.0 * 9 * 128 * 128 * 4 + 9 * 128 * 128 * 2);
        assertThat(layer.get("ctas").intValue()).isEqualTo(18);
        assertThat(document.at("/totals/l2WriteBytes")).isEqualTo(layer.get("l2WriteBytes"));
        // One column of 9 tiles: inputs of 9x128x64x2 bytes are read by one SM, half of the time across; the filters by
        // all.
        assertThat(layer.get("linkBytes").doubleValue())
                .isCloseTo(9 * 128 * 64 * 2 / 2.0 + 128 * 64 * 2 * (1 - Math.pow(0.5, 9)), within(1.0));
        CommandLineRun help = CommandLineRun.of("predict", "--help");
        assertThat(help.out())
                .contains("split=1", "sums=workspace", "grid=tiles", "epilogue=serial", "l2-partitions=1");
    }

    @Test
    void undividedCachesHaveNoLink() throws IOException {
        JsonNode document = json(
                "predict",
                "--layer",
                CONV1,
                "--gpu",
                "h100",
                "--kernel",
                "tile=128x64x32,type=fp16",
                "--format",
                "json");
        assertThat(document.at("/layers/0/linkBytes").isNull()).isTrue();
        assertThat(document.at("/layers/0/linkBytesReason").textValue()).contains("l2-partitions");
        // By hand: AlexNet's first layer writes 96 maps of 55x55 for each of 256 images, of 2 bytes.
        assertThat(document.at("/layers/0/dramWriteBytes").doubleValue()).isEqualTo(256.0 * 96 * 55 * 55 * 2);
    }

    @Test
    void aSweepHasOneRowForEachValueAndNoTotals() throws IOException {
        JsonNode document =
                json("predict", "--layer", CONV1, "--gpu", "v100", "--sweep", "co=32..128:32", "--format", "json");
        assertThat(document.get("layers").findValuesAsText("name"))
                .containsExactly("co=32", "co=64", "co=96", "co=128");
        assertThat(document.get("totals").isNull()).isTrue();
        assertThat(document.get("reason").asText()).contains("do not run together");
    }

    @ParameterizedTest
    @CsvSource({"titan-xp, --model, delta", "h100, --kernel, tile=64x64x32"})
    void aSweptBatchIsToldWithEachLayer(String gpu, String option, String value) throws IOException {
        List<String> sweep =
                List.of("predict", "--layer", CONV1, "--gpu", gpu, option, value, "--sweep", "batch=1..3", "--format");
        JsonNode document = json(with(sweep, "json"));
        assertThat(document.get("batch").isNull()).isTrue();
        assertThat(document.get("batchReason").asText()).contains("swept");
        assertThat(document.get("layers").findValuesAsText("batch")).containsExactly("1", "2", "3");
        assertThat(CommandLineRun.of(with(sweep, "table")).out()).contains("batch: swept");
    }

    private static String[] with(List<String> arguments, String last) {
        return Stream.concat(arguments.stream(), Stream.of(last)).toArray(String[]::new);
    }

    @Test
    void aKernelCanBeSwept() throws IOException {
        JsonNode document = json(
                "predict",
                "--layer",
                CONV1,
                "--gpu",
                "h100",
                "--kernel",
                "tile=64x64x32",
                "--sweep",
                "co=64..192:64",
                "--format",
                "json");
        assertThat(document.get("layers").findValuesAsText("name")).containsExactly("co=64", "co=128", "co=192");
        // 256 x 55 x 55 / 64 = 12100 rows of thread blocks in 1, 2 and 3 columns.
        assertThat(document.get("layers").findValuesAsText("ctas")).containsExactly("12100", "24200", "36300");
        assertThat(document.get("totals").isNull()).isTrue();
    }

    @Test
    void exploreReproducesTheFirstScalingOptionsOfThePaper() throws IOException {
        JsonNode options = json("explore", "--format", "json").get("options");
        assertThat(options).hasSize(9);
        // DeLTA, Section VII.C: 1.9x and 3.4x; ours is 3.50, as the paper leaves the epilogue's bandwidth open.
        assertThat(options.at("/0/speedup").doubleValue()).isCloseTo(1.9, within(0.05));
        assertThat(options.at("/1/speedup").doubleValue()).isCloseTo(3.4, within(0.15));
        assertThat(options.at("/8/speedup").doubleValue())
                .isGreaterThan(options.at("/7/speedup").doubleValue());
    }

    @Test
    void exploreFindsTheDesignsWorthTheirCost() throws IOException {
        JsonNode document = json(
                "explore",
                "--network",
                "alexnet",
                "--range",
                "smCount=1..2:1",
                "--range",
                "macPerSm=1..2:0.5",
                "--format",
                "json");
        assertThat(document.get("evaluated").intValue()).isEqualTo(6);
        assertThat(document.at("/front/0/speedup").doubleValue()).isEqualTo(1);
        assertThat(document.at("/front/0/scale/smCount").doubleValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    predict alexnet                                            | 2 | --gpu
                    predict --gpu v100                                         | 2 | --layer
                    predict alexnet --gpu v100 --batch 0                       | 2 | --batch
                    predict --layer ci=64,hi=28,wi=28,co=64,hf=3,wf=3 --gpu v100 --batch 8 --sweep batch=1..4 | 2 | the batch is swept
                    predict alexnet --gpu v100 --model magic                   | 3 | miss-rate[:R]
                    predict alexnet --gpu v100 --model miss-rate:x             | 3 | miss rate
                    predict alexnet --gpu v100 --model miss-rate:2             | 3 | miss rate
                    predict alexnet --gpu v100 --epilogue never                | 2 | per-sm, whole-gpu
                    predict alexnet --gpu v100 --tile 128x128x128              | 3 | shared memory
                    predict alexnet --gpu titan-xp --precision fp16            | 3 | tensor core
                    predict alexnet --gpu v100 --sweep co=1..4:1               | 2 | --layer
                    predict --layer ci=1,hi=2,wi=2,co=1,hf=3,wf=3 --gpu v100   | 3 | does not fit
                    predict --layer ci=1,hi=2,wi=2,co=1,hf=1,wf=1,stride=0 --gpu v100 | 3 | stride=0
                    predict alexnet --gpu h100 --kernel tile=128x128            | 3 | 128x64x4
                    predict alexnet --gpu h100 --kernel stages=2               | 3 | tile is missing
                    predict alexnet --gpu h100 --kernel tile=64x64x32,stages=1 | 3 | 2 or more
                    predict alexnet --gpu h100 --kernel tile=64x64x32 --model delta | 2 | --model
                    predict alexnet --gpu h100 --kernel tile=64x64x32 --sweep co=1..4 | 2 | --layer
                    predict alexnet --gpu h100 --kernel tile=64x64x32,split=0  | 3 | split
                    predict alexnet --gpu h100 --kernel tile=64x64x32,split=999 | 3 | main loop iterations
                    predict alexnet --gpu h100 --kernel tile=64x64x32,split=2,grid=stream-k | 3 | stream-K
                    predict alexnet --gpu h100 --kernel tile=64x64x32,split=-1 | 3 | split '-1'
                    predict alexnet --gpu h100 --kernel tile=64x64x32,sums=atomic | 3 | split of 2
                    predict alexnet --gpu h100 --kernel tile=64x64x32,grid=wave | 3 | tiles, persistent, stream-k
                    predict alexnet --gpu h100 --kernel tile=64x64x32,swizzle=0 | 3 | swizzle
                    predict alexnet --gpu h100 --kernel tile=64x64x32,swizzle=x | 3 | swizzle 'x'
                    predict alexnet --gpu h100 --kernel tile=64x64x32,l2-partitions=0 | 3 | l2-partitions
                    predict alexnet --gpu h100 --kernel tile=64x64x32,tile=64x64x32 | 3 | twice
                    predict alexnet --gpu h100 --kernel tile=64x64x32,splits=2 | 3 | split
                    predict alexnet --gpu h100 --kernel tile=256x256x32,epilogue=overlapped | 3 | epilogue
                    predict alexnet --gpu v100 --model delta-plus --share 2    | 3 | 0 to 1
                    explore --range sm=1..2:1                                  | 3 | smCount
                    explore --range smCount=2..1:1                             | 3 | rise
                    explore --cost smCount=-1 --range smCount=1..2:1           | 3 | 0 or more
                    explore --options no/such.json                             | 3 | no/such.json
                    predict alexnet --gpu v100 --share 0.5                     | 2 | --share: leave it out, or choose --model delta-plus
                    predict alexnet --gpu v100 --model miss-rate --order row   | 2 | --order
                    predict alexnet --gpu v100 --skew 0                        | 2 | --skew
                    predict --layer ci=1,hi=9,wi=9,co=1,hf=3,wf=3 --gpu v100 --input 3x8x8 | 2 | --input
                    explore --skew 2                                           | 2 | --skew
                    explore --range smCount=1..2:1 --options no/such.json      | 2 | --options
                    explore --cost smCount=2                                   | 2 | --cost: give --range too
                    explore --range smCount=1..999999:0.1                      | 3 | at most 1,000,000
                    explore --range smCount=1..1001:1 --range l2Size=1..1001:1 | 3 | 1,002,001 designs
                    explore --range smCount=1..2:1 --range smCount=1..4:1      | 3 | given twice
                    """)
    void nonsenseIsOneClearLine(String command, int code, String part) {
        CommandLineRun run = CommandLineRun.of(command.split(" "));
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("macjoule: ").contains(part).hasLineCount(1);
    }

    private static JsonNode json(String... arguments) throws IOException {
        return CommandLineRun.ok(arguments).json();
    }
}
