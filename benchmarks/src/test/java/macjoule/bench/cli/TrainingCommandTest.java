package macjoule.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are those the text of C.-Y. Tsai's thesis (NTU 2021) states for an RTX 2080 Ti's throughput and bandwidth. */
class TrainingCommandTest {
    @Test
    void jsonHasTheFieldsOfEveryRun() throws IOException {
        JsonNode document = json("training", "resnet-50-keras", "--cache", "24..44:20", "--format", "json");
        assertThat(document.get("network").textValue()).isEqualTo("resnet-50-keras");
        assertThat(document.get("runs")).hasSize(2);
        JsonNode run = document.at("/runs/0");
        assertThat(run.get("cacheMiB").doubleValue()).isEqualTo(24);
        assertThat(run.get("batch").intValue()).isEqualTo(32);
        // The thesis: 46.15 % of the time goes to type II layers.
        assertThat(run.get("typeTwoShare").doubleValue()).isCloseTo(0.4615, within(0.002));
        assertThat(run.has("trafficIn")
                        && run.has("trafficOut")
                        && run.has("activeTime")
                        && run.has("utilisation")
                        && run.has("peakOccupancy")
                        && run.has("samplesPerSecond"))
                .isTrue();
    }

    @Test
    void twoThroughputsGiveTheSpeedupOfTheThesis() throws IOException {
        JsonNode runs = json(
                        "training",
                        "resnet-50-keras",
                        "--cache",
                        "24",
                        "--throughput",
                        "13.45e12,23.04e12",
                        "--format",
                        "json")
                .get("runs");
        assertThat(runs.at("/1/speedup").doubleValue()).isCloseTo(1.20, within(0.02));
        assertThat(runs.at("/1/speedupBound").doubleValue()).isCloseTo(1.71, within(0.005));
    }

    /** AlexNet gains by a faster memory at these capacities, and by no more than the memory is faster. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --bandwidth 616e9,900e9                                    | 1.461
                    --bandwidth 900e9,616e9                                    | 1
                    --throughput 23.04e12,13.45e12                             | 1
                    --throughput 13.45e12,23.04e12 --bandwidth 616e9           | 1.713
                    """)
    void noMachineIsFasterThanItsBound(String machines, double ofTheLast) throws IOException {
        String command = "training alexnet --cache 24..104:20 " + machines + " --format json";
        JsonNode runs = json(command.split(" ")).get("runs");
        assertThat(runs).hasSize(2 * 5);
        for (JsonNode run : runs) {
            assertThat(run.get("speedup").doubleValue())
                    .isLessThanOrEqualTo(run.get("speedupBound").doubleValue());
        }
        assertThat(runs.at("/9/speedupBound").doubleValue()).isCloseTo(ofTheLast, within(5e-4));
    }

    @Test
    void eachBatchHasAMemoryFootprintOfItsOwn() throws IOException {
        String both = "training squeezenet-1.1 --cache 24 --batch 8,16";
        JsonNode document = json((both + " --format json").split(" "));
        assertThat(document.get("batch").isNull()).isTrue();
        assertThat(document.get("batchReason").textValue()).contains("each run");
        assertThat(document.get("peakActivationBytes").isNull()).isTrue();
        for (int run = 0; run < 2; run++) {
            JsonNode alone = json(
                    "training",
                    "squeezenet-1.1",
                    "--cache",
                    "24",
                    "--batch",
                    run == 0 ? "8" : "16",
                    "--format",
                    "json");
            assertThat(document.at("/runs/" + run + "/peakActivationBytes"))
                    .isEqualTo(alone.get("peakActivationBytes"));
            assertThat(document.get("persistentBytes")).isEqualTo(alone.get("persistentBytes"));
        }
        assertThat(CommandLineRun.ok(both.split(" ")).out())
                .contains("memory needed at batch 8: ", "memory needed at batch 16: ");
    }

    @Test
    void whatDepartsFromTheThesisIsTold() throws IOException {
        String varied = "training squeezenet-1.1 --cache 24 --batch 8 --checkpoint sqrt --order construction"
                + " --overlap all --vary no-prefetch,free-padding";
        JsonNode document = json((varied + " --format json").split(" "));
        assertThat(document.get("mode").textValue()).isEqualTo("training");
        assertThat(document.get("checkpoint").textValue()).isEqualTo("sqrt");
        assertThat(document.get("order").textValue()).isEqualTo("construction");
        assertThat(document.get("overlap").textValue()).isEqualTo("all");
        assertThat(document.get("vary")).hasSize(2);
        assertThat(CommandLineRun.ok(varied.split(" ")).out())
                .contains("checkpoints sqrt, order construction, overlap all, varied: ", "no-prefetch");
        assertThat(CommandLineRun.ok("training", "squeezenet-1.1", "--cache", "24", "--inference")
                        .out())
                .contains("squeezenet-1.1 — 1 op per MAC, inference, fp32; computed, not measured");
    }

    @Test
    void everyStepCanBeShownAndAddsUp() throws IOException {
        JsonNode document = json("training", "mobilenet-v2-keras", "--cache", "24", "--by-layer", "--format", "json");
        long in = 0;
        for (JsonNode step : document.get("layers")) {
            in += step.get("trafficIn").longValue();
        }
        assertThat(in).isEqualTo(document.at("/runs/0/trafficIn").longValue());
        assertThat(document.get("reuseScopes").findValuesAsText("scope"))
                .contains("adjacent-layer", "forward-backward");
        // The thesis' step at 442 MiB: all reuse between neighbours fits from there on.
        assertThat(document.at("/reuseScopes/0/capacityForAllBytes").longValue() / (1 << 20))
                .isEqualTo(441);
    }

    @Test
    void theReproductionSaysWhatIsNotReproduced() {
        CommandLineRun run = CommandLineRun.of("training", "--reproduce");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("gnmt: time at 500 MiB against 24 MiB  ")))
                .singleElement()
                .asString()
                .contains("NO")
                .contains("not reproduced");
    }

    @Test
    void aNetworkOfTheZooCanBeTrainedAndTheLeastTrafficIsNoMoreThanTheModels() throws IOException {
        JsonNode run = json(
                        "training",
                        "squeezenet-1.1",
                        "--cache",
                        "24",
                        "--batch",
                        "8",
                        "--lower-bound",
                        "--format",
                        "json")
                .at("/runs/0");
        assertThat(run.get("trafficLowerBound").longValue())
                .isPositive()
                .isLessThanOrEqualTo(
                        run.get("trafficIn").longValue() + run.get("trafficOut").longValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    training                                             | 2 | name a network
                    training resnet-50-kears                             | 3 | resnet-50
                    training resnet-50-keras --cache 5..1:2              | 3 | FROM..TO:STEP
                    training resnet-50-keras --cache 24 --bandwidth 0    | 3 | bandwidth
                    training resnet-50-keras --cache 24 --throughput 13,45e12 | 3 | decimal point
                    training resnet-50-keras --cache 24 --bandwidth 616  | 3 | base units
                    training resnet-50-keras --cache 24 --batch 0        | 3 | batch
                    training resnet-50-keras --cache 24 --ops-per-mac 3  | 3 | 1 or 2
                    training resnet-50-keras --cache 24 --optimizer lamb | 2 | none, sgd, momentum, adam
                    training resnet-50-keras --cache 24 --checkpoint x   | 3 | sqrt
                    training resnet-50-keras --by-layer                  | 2 | --cache
                    training resnet-50-keras --target-utilisation 2      | 2 | --target-utilisation
                    training resnet-50-keras --input 3x64x64             | 2 | --input
                    training transformer --input 3x64x64                 | 2 | --input
                    training gnmt --reproduce                            | 2 | leave out gnmt
                    training --reproduce --cache 24                      | 2 | --cache
                    training --reproduce --inference                     | 2 | --inference
                    training gnmt --by-layer --by-type                   | 2 | no effect beside --by-layer
                    training gnmt --cache 24 --by-layer --lower-bound    | 2 | no effect beside --by-layer
                    training gnmt --target-utilisation 0.5 --by-type     | 2 | no effect beside --target-utilisation
                    training gnmt --target-utilisation 0.5 --by-layer    | 2 | no effect beside --by-layer
                    training gnmt --by-type --lower-bound                | 2 | no effect beside --by-type
                    training gnmt --inference --checkpoint 4             | 2 | --checkpoint
                    training gnmt --inference --optimizer adam           | 2 | --optimizer
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
