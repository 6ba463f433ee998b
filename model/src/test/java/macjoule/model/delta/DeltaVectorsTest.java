package macjoule.model.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every intermediate and final figure against an independent implementation of the paper's equations, to 1e-9. */
class DeltaVectorsTest {
    private static final Delta DELTA = Delta.paper(DeltaOptions.PAPER);

    @TestFactory
    Stream<DynamicTest> predictionsAreThoseOfTheIndependentImplementation() {
        return Vectors.list("vectors").stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("layer").path("name").asText() + " on "
                                + vector.path("gpu").asText(),
                        () -> check(vector)));
    }

    @Test
    void theVectorsCoverAllThreeGpus() {
        assertThat(Vectors.list("vectors")).hasSize(42);
    }

    private static void check(JsonNode expected) {
        Prediction actual = DELTA.predict(
                Vectors.layer(expected.path("layer")),
                TestGpus.named(expected.path("gpu").asText()));
        SoftAssertions.assertSoftly(softly -> {
            checkShapes(softly, expected, actual);
            checkTraffic(softly, expected, actual);
            checkTimes(softly, expected, actual);
        });
    }

    private static void checkShapes(SoftAssertions softly, JsonNode expected, Prediction actual) {
        JsonNode gemm = expected.path("gemm");
        softly.assertThat(actual.gemm())
                .isEqualTo(new Gemm(
                        gemm.path(0).longValue(),
                        gemm.path(1).longValue(),
                        gemm.path(2).longValue()));
        JsonNode tile = expected.path("tile");
        softly.assertThat(actual.tile().toString()).isEqualTo(tile.path(0) + "x" + tile.path(1) + "x" + tile.path(2));
        Launch launch = actual.launch();
        softly.assertThat(launch.ctas()).isEqualTo(expected.path("ctas").longValue());
        softly.assertThat(launch.loops()).isEqualTo(expected.path("loops").longValue());
        softly.assertThat(launch.activeCtas())
                .isEqualTo(expected.path("activeCtas").intValue());
        softly.assertThat(launch.ctasPerSm())
                .isEqualTo(expected.path("ctasPerSm").longValue());
    }

    private static void checkTraffic(SoftAssertions softly, JsonNode expected, Prediction actual) {
        near(softly, actual.mliIfmap(), expected.path("mliIfmap"));
        near(softly, actual.mliFilter(), expected.path("mliFilter"));
        near(softly, actual.l1Bytes(), expected.path("l1Bytes"));
        near(softly, actual.l2Bytes(), expected.path("l2Bytes"));
        near(softly, actual.dramBytes(), expected.path("dramBytes"));
    }

    private static void checkTimes(SoftAssertions softly, JsonNode expected, Prediction actual) {
        StreamTimes streams = actual.streams();
        near(softly, streams.globalLoad(), expected.path("tGls_s"));
        near(softly, streams.sharedAccess(), expected.path("tSas_s"));
        near(softly, streams.compute(), expected.path("tCs_s"));
        near(softly, streams.prologue(), expected.path("tPro_s"));
        near(softly, streams.epilogue(), expected.path("tEpi_s"));
        for (Bottleneck bottleneck : Bottleneck.values()) {
            JsonNode candidate = expected.path("candidates_s").path(bottleneck.name());
            near(softly, actual.candidates().seconds(bottleneck), candidate);
        }
        near(softly, actual.timeSeconds() * 1e6, expected.path("time_us"));
        softly.assertThat(actual.bottleneck().name())
                .isEqualTo(expected.path("bottleneck").asText());
    }

    private static void near(SoftAssertions softly, double actual, JsonNode expected) {
        softly.assertThat(actual).isCloseTo(expected.doubleValue(), Vectors.TOLERANCE);
    }
}
