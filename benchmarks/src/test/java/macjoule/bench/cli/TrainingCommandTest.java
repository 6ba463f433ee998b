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
